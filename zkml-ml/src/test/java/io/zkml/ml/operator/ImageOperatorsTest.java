package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resizing, sampling and the transposes of windows. */
class ImageOperatorsTest {
  private static final FloatTensor ROW = tensor(dims(1, 1, 3), 1, 2, 4);
  private static final FloatTensor IMAGE = tensor(dims(1, 1, 2, 2), 1, 2, 3, 4);

  private static Evaluation resize(double scale, String mode, String coordinates) {
    return new Evaluation("Resize", 13)
        .input(ROW)
        .leftOut()
        .constant(FloatTensor.vector(1, 1, scale))
        .with("mode", mode)
        .with("coordinate_transformation_mode", coordinates);
  }

  private static void assertClose(FloatTensor actual, double... expected) {
    assertThat(actual.data()).containsExactly(expected, within(1e-9));
  }

  @Test
  void resize_modes_interpolate() {
    assertClose(resize(2, "nearest", "half_pixel").run(), 1, 1, 2, 2, 4, 4);
    assertClose(
        resize(2, "nearest", "asymmetric").with("nearest_mode", "ceil").run(), 1, 2, 2, 4, 4, 4);
    assertClose(resize(2, "linear", "half_pixel").run(), 1, 1.25, 1.75, 2.5, 3.5, 4);
    assertClose(resize(2, "linear", "align_corners").run(), 1, 1.4, 1.8, 2.4, 3.2, 4);
    assertClose(resize(1.0 / 3, "linear", "pytorch_half_pixel").run(), 1);
    assertClose(resize(1, "cubic", "half_pixel").run(), 1, 2, 4);
    resize(2, "linear", "odd").assertRefused("coordinate_transformation_mode is 'odd'");
    resize(2, "odd", "asymmetric").assertRefused("mode is 'odd'");
    resize(0, "linear", "asymmetric").assertRefused("a scale is 0.0");
  }

  @Test
  void resize_sizesOfSomeAxes_keepTheAspect() {
    FloatTensor sizes = FloatTensor.vector(4, 6);

    assertThat(
            new Evaluation("Resize", 18)
                .input(IMAGE)
                .leftOut()
                .leftOut()
                .constant(sizes)
                .withInts("axes", 2, 3)
                .with("keep_aspect_ratio_policy", "not_larger")
                .run()
                .shape()
                .toArray())
        .containsExactly(1, 1, 4, 4);
  }

  @Test
  void upsample_scales_repeat() {
    assertClose(
        new Evaluation("Upsample", 9).input(ROW).constant(FloatTensor.vector(1, 1, 2)).run(),
        1,
        1,
        2,
        2,
        4,
        4);
    assertClose(
        new Evaluation("Upsample", 7)
            .input(ROW)
            .with("scales", new Attribute.FloatsValue(List.of(1.0, 1.0, 2.0)))
            .run(),
        1,
        1,
        2,
        2,
        4,
        4);
  }

  private static Evaluation sample(String mode, String padding, double... points) {
    return new Evaluation("GridSample", 20)
        .input(IMAGE)
        .constant(tensor(dims(1, 1, points.length / 2, 2), points))
        .with("mode", mode)
        .with("align_corners", 1)
        .with("padding_mode", padding);
  }

  @Test
  void gridSample_points_areRead() {
    assertClose(sample("linear", "zeros", 0, 0, 1, -1, 2, -1).run(), 2.5, 2, 1);
    assertClose(sample("nearest", "border", 9, 9, -1, 1).run(), 4, 3);
    assertClose(sample("linear", "reflection", 2, -1, 3, -1).run(), 1.5, 1);
    assertClose(sample("cubic", "border", -1, -1).run(), 1);
    sample("odd", "zeros", 0, 0).assertRefused("mode is 'odd'");
    sample("linear", "odd", 0, 0).assertRefused("padding_mode is 'odd'");
  }

  @Test
  void affineGrid_identity_namesThePixels() {
    FloatTensor theta = tensor(dims(1, 2, 3), 1, 0, 0, 0, 1, 0);

    assertClose(
        new Evaluation("AffineGrid", 20)
            .input(theta)
            .constant(FloatTensor.vector(1, 1, 1, 2))
            .run(),
        -0.5,
        0,
        0.5,
        0);
  }

  @Test
  void roiAlign_wholeImage_averages() {
    Evaluation align =
        new Evaluation("RoiAlign", 16)
            .input(IMAGE)
            .constant(tensor(dims(1, 4), 0, 0, 2, 2))
            .constant(FloatTensor.vector(0.0))
            .with("sampling_ratio", 2);

    assertClose(align.run(), 2.5);
    align.with("mode", "odd").assertRefused("mode is 'odd'");
  }

  @Test
  void pools_normsAndMaxima() {
    FloatTensor x = tensor(dims(1, 1, 4), 3, -4, 0, 2);

    assertClose(new Evaluation("GlobalMaxPool", 13).input(x).run(), 3);
    assertClose(new Evaluation("GlobalLpPool", 13).input(x).with("p", 1).run(), 9);
    assertClose(new Evaluation("LpPool", 18).input(x).withInts("kernel_shape", 2).run(), 5, 4, 2);
    new Evaluation("LpPool", 18)
        .input(x)
        .withInts("kernel_shape", 2)
        .with("p", 0)
        .assertRefused("p is 0");
  }

  @Test
  void maxUnpool_indicesOfMaxPool_putBack() {
    FloatTensor x = tensor(dims(1, 1, 2, 4), 1, 9, 3, 4, 5, 6, 7, 8);
    Evaluation pool = new Evaluation("MaxPool", 13).input(x).withInts("kernel_shape", 2, 2);
    List<FloatTensor> pooled = pool.withInts("strides", 2, 2).run(2);

    assertClose(pooled.get(1), 1, 7);
    assertClose(pool.with("storage_order", 1).run(2).get(1), 2, 7);
    assertClose(
        new Evaluation("MaxUnpool", 11)
            .input(pooled.get(0))
            .input(pooled.get(1))
            .withInts("kernel_shape", 2, 2)
            .withInts("strides", 2, 2)
            .run(),
        0,
        9,
        0,
        0,
        0,
        0,
        0,
        8);
  }

  @Test
  void col2Im_overlappingBlocks_addUp() {
    FloatTensor columns = tensor(dims(1, 2, 3), 1, 2, 3, 10, 20, 30);

    assertClose(
        new Evaluation("Col2Im", 18)
            .input(columns)
            .constant(FloatTensor.vector(4.0))
            .constant(FloatTensor.vector(2.0))
            .run(),
        1,
        12,
        23,
        30);
    new Evaluation("Col2Im", 18)
        .input(columns)
        .constant(FloatTensor.vector(5.0))
        .constant(FloatTensor.vector(2.0))
        .assertRefused("the input has shape");
  }

  private static Evaluation transposed() {
    return new Evaluation("ConvTranspose", 11)
        .input(ROW)
        .constant(tensor(dims(1, 2, 2), 1, 10, 0, 1))
        .withInts("strides", 2);
  }

  @Test
  void convTranspose_stridesAndPads_spreadTheTaps() {
    assertThat(transposed().run())
        .isEqualTo(tensor(dims(1, 2, 6), 1, 10, 2, 20, 4, 40, 0, 1, 0, 2, 0, 4));
    assertThat(transposed().withInts("pads", 1, 0).constant(FloatTensor.vector(100, 0)).run())
        .isEqualTo(tensor(dims(1, 2, 5), 110, 102, 120, 104, 140, 1, 0, 2, 0, 4));
    assertThat(transposed().withInts("output_padding", 1).run().shape().dim(2)).isEqualTo(7);
    assertThat(transposed().with("auto_pad", "SAME_UPPER").run().shape().dim(2)).isEqualTo(6);
    transposed().with("group", 2).assertRefused("group is 2");
  }
}
