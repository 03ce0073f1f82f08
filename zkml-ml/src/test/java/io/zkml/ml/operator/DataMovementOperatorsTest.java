package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators that pick, place and make elements. */
class DataMovementOperatorsTest {
  private static final FloatTensor X = tensor(dims(2, 3), 1, 2, 3, 4, 5, 6);

  private static Evaluation on(String operator, int opset) {
    return new Evaluation(operator, opset).input(X);
  }

  private static FloatTensor ints(int... values) {
    return FloatTensor.vector(values).withType(DataType.INT64);
  }

  private static Evaluation slice(FloatTensor starts, FloatTensor ends, int... axesAndSteps) {
    Evaluation slice = on("Slice", 13).constant(starts).constant(ends);
    int half = axesAndSteps.length / 2;
    if (half > 0) {
      slice.constant(ints(Arrays.copyOf(axesAndSteps, half)));
      slice.constant(ints(Arrays.copyOfRange(axesAndSteps, half, 2 * half)));
    }
    return slice;
  }

  @Test
  void slice_anyStep_picksThePositions() {
    assertThat(slice(ints(0, 1), ints(1, 3)).run()).isEqualTo(tensor(dims(1, 2), 2, 3));
    assertThat(slice(ints(-1), ints(-9), 1, -2).run()).isEqualTo(tensor(dims(2, 2), 3, 1, 6, 4));
    assertThat(slice(ints(5), ints(9), 1, 1).run()).isEqualTo(tensor(dims(2, 0)));
    assertThat(on("Slice", 9).withInts("starts", 1).withInts("ends", 1000).run())
        .isEqualTo(tensor(dims(1, 3), 4, 5, 6));
    slice(ints(0), ints(1), 1, 0).assertRefused("a step is 0");
    slice(ints(0), ints(1, 2)).assertRefused("differ in length");
  }

  @Test
  void split_lengthsOrCount_cutTheAxis() {
    assertThat(on("Split", 13).constant(ints(1, 2)).with("axis", 1).run(2))
        .containsExactly(tensor(dims(2, 1), 1, 4), tensor(dims(2, 2), 2, 3, 5, 6));
    assertThat(on("Split", 18).with("num_outputs", 2).with("axis", 1).run(2))
        .containsExactly(tensor(dims(2, 2), 1, 2, 4, 5), tensor(dims(2, 1), 3, 6));
    assertThat(on("Split", 11).withInts("split", 1, 1).run(2).getLast())
        .isEqualTo(tensor(dims(1, 3), 4, 5, 6));
    on("Split", 13).with("axis", 1).assertRefused(2, "2 equal parts of length 3");
    on("Split", 13).constant(ints(1, 3)).with("axis", 1).assertRefused(2, "length 3");
  }

  private static FloatTensor padded(String mode) {
    return new Evaluation("Pad", 18)
        .input(FloatTensor.vector(1, 2, 3))
        .constant(ints(2, 4))
        .with("mode", mode)
        .run();
  }

  @Test
  void pad_everyMode_fillsTheEnds() {
    assertThat(padded("constant")).isEqualTo(FloatTensor.vector(0, 0, 1, 2, 3, 0, 0, 0, 0));
    assertThat(padded("edge")).isEqualTo(FloatTensor.vector(1, 1, 1, 2, 3, 3, 3, 3, 3));
    assertThat(padded("reflect")).isEqualTo(FloatTensor.vector(3, 2, 1, 2, 3, 2, 1, 2, 3));
    assertThat(padded("wrap")).isEqualTo(FloatTensor.vector(2, 3, 1, 2, 3, 1, 2, 3, 1));
    assertThat(on("Pad", 9).withInts("pads", 0, -1, 1, 0).with("value", 7.0).run())
        .isEqualTo(tensor(dims(3, 2), 2, 3, 5, 6, 7, 7));
    on("Pad", 18).constant(ints(1, 1)).with("mode", "odd").assertRefused("for 2 axes");
  }

  @Test
  void expandAndTile_constantShape_repeat() {
    assertThat(on("Expand", 13).constant(ints(2, 1, 3)).run().shape().toArray())
        .containsExactly(2, 2, 3);
    assertThat(on("Tile", 13).constant(ints(1, 2)).run())
        .isEqualTo(tensor(dims(2, 6), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6));
    on("Expand", 13).constant(ints(2, 2)).assertRefused("don't broadcast");
    on("Tile", 13).constant(ints(2)).assertRefused("1 repeats");
  }

  @Test
  void gatherElementsAndND_indices_pickElements() {
    FloatTensor indices = tensor(dims(2, 2), 0, -1, 1, 1);

    assertThat(on("GatherElements", 13).constant(indices).with("axis", 1).run())
        .isEqualTo(tensor(dims(2, 2), 1, 3, 5, 5));
    assertThat(on("GatherND", 13).constant(tensor(dims(2, 2), 0, 2, 1, -3)).run())
        .isEqualTo(FloatTensor.vector(3, 4));
    assertThat(on("GatherND", 13).constant(tensor(dims(2, 1), 1, 0)).with("batch_dims", 1).run())
        .isEqualTo(FloatTensor.vector(2, 4));
    on("GatherElements", 13).constant(FloatTensor.vector(0.0)).assertRefused("indices of shape");
    assertThatThrownBy(() -> on("GatherND", 13).constant(tensor(dims(1, 2), 0, 3)).run())
        .hasMessageContaining("index 3.0 on an axis of length 3");
  }

  @Test
  void scatter_reductions_joinWhatMeets() {
    FloatTensor indices = tensor(dims(1, 3), 1, 1, 0);
    FloatTensor updates = tensor(dims(1, 3), 10, 20, 30);
    Evaluation add = on("ScatterElements", 18).constant(indices).constant(updates);

    assertThat(add.with("axis", 1).with("reduction", "add").run())
        .isEqualTo(tensor(dims(2, 3), 31, 32, 3, 4, 5, 6));
    assertThat(on("Scatter", 9).constant(indices).constant(updates).run())
        .isEqualTo(tensor(dims(2, 3), 1, 2, 30, 10, 20, 6));
    assertThat(
            on("ScatterND", 18)
                .constant(tensor(dims(1, 1), -1))
                .constant(updates)
                .with("reduction", "max")
                .run())
        .isEqualTo(tensor(dims(2, 3), 1, 2, 3, 10, 20, 30));
    add.with("reduction", "odd").assertRefused("reduction is 'odd'");
  }

  @Test
  void makers_constantInputs_makeTensors() {
    assertThat(
            new Evaluation("OneHot", 11)
                .input(FloatTensor.vector(1, -1, 9))
                .constant(FloatTensor.scalar(3))
                .constant(FloatTensor.vector(0, 5))
                .run())
        .isEqualTo(tensor(dims(3, 3), 0, 5, 0, 0, 0, 5, 0, 0, 0));
    assertThat(
            new Evaluation("Range", 11)
                .constant(FloatTensor.scalar(5))
                .constant(FloatTensor.scalar(0))
                .constant(FloatTensor.scalar(-2))
                .run())
        .isEqualTo(FloatTensor.vector(5, 3, 1));
    assertThat(new Evaluation("ConstantOfShape", 9).constant(ints(2, 1)).run())
        .isEqualTo(tensor(dims(2, 1), 0, 0));
    assertThat(on("EyeLike", 9).with("k", 1).run()).isEqualTo(tensor(dims(2, 3), 0, 1, 0, 0, 0, 1));
    assertThat(on("Size", 13).run().get(0)).isEqualTo(6);
    on("NonZero", 13).assertRefused("'X' must be constant");
    assertThat(new Evaluation("NonZero", 13).constant(tensor(dims(2, 2), 0, 1, 2, 0)).run().data())
        .containsExactly(0, 1, 1, 0);
  }

  @Test
  void trilu_diagonal_cutsTheOtherTriangle() {
    assertThat(on("Trilu", 14).run()).isEqualTo(tensor(dims(2, 3), 1, 2, 3, 0, 5, 6));
    assertThat(on("Trilu", 14).constant(FloatTensor.scalar(-1)).with("upper", 0).run())
        .isEqualTo(tensor(dims(2, 3), 0, 0, 0, 4, 0, 0));
  }

  @Test
  void depthToSpace_spaceToDepth_undoesIt() {
    FloatTensor x = tensor(dims(1, 4, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    FloatTensor image = tensor(dims(1, 1, 2, 4), 1, 3, 2, 4, 5, 7, 6, 8);

    assertThat(new Evaluation("DepthToSpace", 13).input(x).with("blocksize", 2).run())
        .isEqualTo(image);
    assertThat(new Evaluation("SpaceToDepth", 13).input(image).with("blocksize", 2).run())
        .isEqualTo(x);
    new Evaluation("SpaceToDepth", 13).input(x).with("blocksize", 2).assertRefused("blocks of 2");
  }

  @Test
  void pickers_slicesOfAnAxis() {
    assertThat(on("Compress", 11).constant(FloatTensor.vector(0, 1)).with("axis", 0).run())
        .isEqualTo(tensor(dims(1, 3), 4, 5, 6));
    assertThat(on("Compress", 11).constant(FloatTensor.vector(0, 1, 0, 0, 1)).run())
        .isEqualTo(FloatTensor.vector(2, 5));
    assertThat(
            on("ReverseSequence", 10)
                .constant(FloatTensor.vector(2, 3))
                .with("batch_axis", 0)
                .with("time_axis", 1)
                .run())
        .isEqualTo(tensor(dims(2, 3), 2, 1, 3, 6, 5, 4));
    assertThat(on("CenterCropPad", 18).constant(ints(4, 1)).run())
        .isEqualTo(tensor(dims(4, 1), 0, 2, 5, 0));
  }

  @Test
  void cast_types_roundAndWrap() {
    FloatTensor x = FloatTensor.vector(-1.7, 0.1, 300, 2.5);
    assertThat(cast(x, DataType.INT8)).isEqualTo(new double[] {-1, 0, 44, 2});
    assertThat(cast(x, DataType.BOOL)).isEqualTo(new double[] {1, 1, 1, 1});
    assertThat(cast(x, DataType.FLOAT)[1]).isEqualTo(0.1f);
    assertThat(cast(x, DataType.BFLOAT16)[1]).isEqualTo(0.10009765625);
    assertThat(new Evaluation("CastLike", 15).input(x).constant(ints(1)).run().type())
        .isEqualTo(DataType.INT64);
    new Evaluation("Cast", 13)
        .with("to", new Attribute.IntValue(DataType.STRING.code()))
        .input(x)
        .assertRefused("to is 8");
  }

  private static double[] cast(FloatTensor x, DataType type) {
    List<FloatTensor> out = new Evaluation("Cast", 13).input(x).with("to", type.code()).run(1);
    assertThat(out.getFirst().type()).isEqualTo(type);
    return out.getFirst().data();
  }
}
