package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Convolution and pooling. */
class WindowOperatorsTest {
  private static final FloatTensor ROW = tensor(dims(1, 1, 5), 1, 2, 3, 4, 5);

  private static Evaluation conv(FloatTensor data, FloatTensor weights) {
    return new Evaluation("Conv", 13).input(data).constant(weights);
  }

  private static Evaluation maxPool(FloatTensor data, int... kernel) {
    return new Evaluation("MaxPool", 13).input(data).withInts("kernel_shape", kernel);
  }

  private static Evaluation averagePool(FloatTensor data, int... kernel) {
    return new Evaluation("AveragePool", 19).input(data).withInts("kernel_shape", kernel);
  }

  private static FloatTensor random(Random random, int... dims) {
    TensorShape shape = TensorShape.of(dims);
    return FloatTensor.of(shape, random.doubles(shape.elements(), -1, 1).toArray());
  }

  @Test
  void conv_oneDimension_isACrossCorrelation() {
    FloatTensor result = conv(ROW, tensor(dims(1, 1, 2), 1, 10)).run();

    assertThat(result).isEqualTo(tensor(dims(1, 1, 4), 21, 32, 43, 54));
  }

  @Test
  void conv_stridePadsAndDilation_followTheFormula() {
    FloatTensor result =
        conv(ROW, tensor(dims(1, 1, 2), 1, 10))
            .withInts("strides", 2)
            .withInts("pads", 1, 2)
            .withInts("dilations", 3)
            .run();

    // Taps at o * 2 - 1 and o * 2 + 2: (pad, 3), (2, 5), (4, pad).
    assertThat(result).isEqualTo(tensor(dims(1, 1, 3), 30, 52, 4));
  }

  @Test
  void conv_samePadding_putsTheOddPadWhereItSays() {
    FloatTensor weights = tensor(dims(1, 1, 2), 1, 10);

    assertThat(conv(ROW, weights).with("auto_pad", "SAME_UPPER").run())
        .isEqualTo(tensor(dims(1, 1, 5), 21, 32, 43, 54, 5));
    assertThat(conv(ROW, weights).with("auto_pad", "SAME_LOWER").run())
        .isEqualTo(tensor(dims(1, 1, 5), 10, 21, 32, 43, 54));
    assertThat(conv(ROW, weights).with("auto_pad", "VALID").run())
        .isEqualTo(tensor(dims(1, 1, 4), 21, 32, 43, 54));
  }

  @Test
  void conv_depthwise_keepsChannelsApart() {
    FloatTensor data = tensor(dims(1, 2, 1, 2), 1, 2, 3, 4);
    FloatTensor weights = tensor(dims(2, 1, 1, 1), 10, 100);

    assertThat(conv(data, weights).constant(FloatTensor.vector(1, 2)).with("group", 2).run())
        .isEqualTo(tensor(dims(1, 2, 1, 2), 11, 21, 302, 402));
  }

  /** A convolution computed from its definition, one output at a time. */
  private static double convAt(
      FloatTensor x, FloatTensor w, int[] at, int group, int stride, int dilation, int pad) {
    int groupChannels = w.shape().dim(1);
    int firstChannel = at[1] / (w.shape().dim(0) / group) * groupChannels;
    double sum = 0;
    for (int c = 0; c < groupChannels; c++) {
      for (int kh = 0; kh < w.shape().dim(2); kh++) {
        for (int kw = 0; kw < w.shape().dim(3); kw++) {
          int h = at[2] * stride - pad + kh * dilation;
          int v = at[3] * stride - pad + kw * dilation;
          if (h >= 0 && h < x.shape().dim(2) && v >= 0 && v < x.shape().dim(3)) {
            sum +=
                x.get(index(x, at[0], firstChannel + c, h, v)) * w.get(index(w, at[1], c, kh, kw));
          }
        }
      }
    }
    return sum;
  }

  private static int index(FloatTensor tensor, int... at) {
    int index = 0;
    for (int axis = 0; axis < at.length; axis++) {
      index = index * tensor.shape().dim(axis) + at[axis];
    }
    return index;
  }

  /** A convolution with equal stride, dilation and padding on both axes. */
  private record RandomConv(
      FloatTensor x, FloatTensor w, int group, int stride, int dilation, int pad) {
    static RandomConv draw(Random random) {
      int group = 1 + random.nextInt(3);
      int groupChannels = 1 + random.nextInt(6);
      int filters = group * (1 + random.nextInt(2));
      int kernel = 1 + random.nextInt(3);
      int height = 5 + random.nextInt(4);
      int width = 5 + random.nextInt(4);
      return new RandomConv(
          random(random, 1 + random.nextInt(2), group * groupChannels, height, width),
          random(random, filters, groupChannels, kernel, 1 + random.nextInt(kernel)),
          group,
          1 + random.nextInt(3),
          1 + random.nextInt(2),
          random.nextInt(3));
    }

    FloatTensor run() {
      return conv(x, w)
          .with("group", group)
          .withInts("strides", stride, stride)
          .withInts("dilations", dilation, dilation)
          .withInts("pads", pad, pad, pad, pad)
          .run();
    }

    double expected(int[] at) {
      return convAt(x, w, at, group, stride, dilation, pad);
    }
  }

  @Test
  void conv_randomShapes_equalsTheDefinition() {
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      RandomConv conv = RandomConv.draw(random);
      FloatTensor y = conv.run();
      int[] dims = y.shape().toArray();
      for (int i = 0; i < y.size(); i++) {
        int[] at = {
          i / (dims[1] * dims[2] * dims[3]),
          i / (dims[2] * dims[3]) % dims[1],
          i / dims[3] % dims[2],
          i % dims[3]
        };
        assertThat(y.get(i))
            .as("seed %d, round %d, element %d", seed, round, i)
            .isCloseTo(conv.expected(at), within(1e-12));
      }
    }
  }

  @Test
  void conv_whatDoesNotFit_isRefused() {
    FloatTensor weights = tensor(dims(1, 1, 2), 1, 10);
    FloatTensor wide = tensor(dims(1, 1, 6), 1, 2, 3, 4, 5, 6);

    conv(ROW, weights).withInts("kernel_shape", 3).assertRefused("kernel_shape [3]");
    conv(ROW, wide).assertRefused("the window is larger than the padded input");
    conv(ROW, weights).with("group", 2).assertRefused("group is 2");
    conv(ROW, tensor(dims(1, 2, 1), 1, 1)).assertRefused("1 groups of 1 channels");
    conv(ROW, tensor(dims(1, 1, 1, 1), 1)).assertRefused("data of shape");
    conv(ROW, weights).withInts("strides", 0).assertRefused("strides is 0");
    conv(ROW, weights).withInts("pads", -1, 0).assertRefused("pads is -1");
    conv(ROW, weights).withInts("pads", 1).assertRefused("needs 2 numbers");
    conv(ROW, weights).with("auto_pad", "SOME").assertRefused("auto_pad is 'SOME'");
    conv(ROW, weights)
        .with("auto_pad", "VALID")
        .withInts("pads", 1, 1)
        .assertRefused("both pads and auto_pad");
    conv(ROW, weights).constant(FloatTensor.vector(1, 2)).assertRefused("input 'B' has shape [2]");
    conv(ROW, weights).withInts("pads", 1 << 21, 0).assertRefused("pads is 2097152");
  }

  @Test
  void maxPool_padding_neverWins() {
    FloatTensor negative = tensor(dims(1, 1, 3), -3, -1, -2);

    assertThat(maxPool(negative, 2).withInts("pads", 1, 1).run())
        .isEqualTo(tensor(dims(1, 1, 4), -3, -1, -1, -2));
  }

  @Test
  void maxPool_ceilMode_addsTheIncompleteWindow() {
    assertThat(maxPool(ROW, 2).withInts("strides", 2).run()).isEqualTo(tensor(dims(1, 1, 2), 2, 4));
    assertThat(maxPool(ROW, 2).withInts("strides", 2).with("ceil_mode", 1).run())
        .isEqualTo(tensor(dims(1, 1, 3), 2, 4, 5));
  }

  @Test
  void maxPool_ceilModeWindowThatStartsInThePadding_isLeftOut() {
    FloatTensor data = tensor(dims(1, 1, 2), 1, 2);

    assertThat(
            maxPool(data, 1)
                .withInts("strides", 2)
                .withInts("pads", 0, 0)
                .with("ceil_mode", 1)
                .run())
        .isEqualTo(tensor(dims(1, 1, 1), 1));
  }

  @Test
  void maxPool_twoDimensionsAndDilation_followTheFormula() {
    FloatTensor data = tensor(dims(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);

    assertThat(maxPool(data, 2, 2).run()).isEqualTo(tensor(dims(1, 1, 2, 2), 5, 6, 8, 9));
    assertThat(maxPool(data, 2, 2).withInts("dilations", 2, 1).run())
        .isEqualTo(tensor(dims(1, 1, 1, 2), 8, 9));
  }

  @Test
  void maxPool_whatIsNotSupported_isRefused() {
    maxPool(ROW, 1).withInts("pads", 2, 0).assertRefused("a window lies wholly in the padding");
    new Evaluation("MaxPool", 13).input(ROW).assertRefused("'kernel_shape' is missing");
    maxPool(FloatTensor.vector(1, 2), 1).assertRefused("1 to 3 spatial axes");
    new Evaluation("MaxPool", 9)
        .input(ROW)
        .withInts("kernel_shape", 1)
        .with("ceil_mode", 1)
        .assertRefused("attribute 'ceil_mode' is not supported");
  }

  @Test
  void averagePool_padding_countsOnlyIfAsked() {
    FloatTensor data = tensor(dims(1, 1, 2), 6, 12);

    assertThat(averagePool(data, 2).withInts("pads", 1, 1).run())
        .isEqualTo(tensor(dims(1, 1, 3), 6, 9, 12));
    assertThat(averagePool(data, 2).withInts("pads", 1, 1).with("count_include_pad", 1).run())
        .isEqualTo(tensor(dims(1, 1, 3), 3, 9, 6));
  }

  @Test
  void averagePool_ceilMode_neverCountsBeyondThePadding() {
    FloatTensor data = tensor(dims(1, 1, 3), 6, 12, 18);
    Evaluation pool =
        averagePool(data, 2)
            .withInts("strides", 2)
            .with("ceil_mode", 1)
            .with("count_include_pad", 1);

    assertThat(pool.run()).isEqualTo(tensor(dims(1, 1, 2), 9, 18));
  }

  @Test
  void averagePool_twoDimensions_isTheMeanOfTheBox() {
    FloatTensor data = tensor(dims(1, 1, 2, 3), 1, 2, 3, 4, 5, 6);

    assertThat(averagePool(data, 2, 2).run()).isEqualTo(tensor(dims(1, 1, 1, 2), 3, 4));
  }

  @Test
  void globalAveragePool_planes_becomeTheirMeans() {
    FloatTensor data = tensor(dims(1, 2, 1, 2), 1, 3, 10, 20);

    assertThat(new Evaluation("GlobalAveragePool", 13).input(data).run())
        .isEqualTo(tensor(dims(1, 2, 1, 1), 2, 15));
    new Evaluation("GlobalAveragePool", 13)
        .input(tensor(dims(1, 1), 1))
        .assertRefused("needed are spatial axes");
  }
}
