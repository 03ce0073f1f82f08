package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationOperatorsTest {
  private static final FloatTensor X = tensor(dims(1, 2, 2), 1, 3, 10, 14);

  private static void assertClose(FloatTensor actual, double... expected) {
    assertThat(actual.data()).containsExactly(expected, within(1e-5));
  }

  @Test
  void instanceNormalization_eachChannel_byItsMoments() {
    assertClose(
        new Evaluation("InstanceNormalization", 6)
            .input(X)
            .constant(FloatTensor.vector(1.0, 2))
            .constant(FloatTensor.vector(0.0, 5))
            .with("epsilon", 0.0)
            .run(),
        -1,
        1,
        3,
        7);
  }

  @Test
  void groupNormalization_oneGroup_byCommonMoments() {
    FloatTensor x = tensor(dims(1, 2, 1), 2, 4);

    assertClose(
        new Evaluation("GroupNormalization", 18)
            .input(x)
            .constant(FloatTensor.vector(3.0))
            .constant(FloatTensor.vector(1.0))
            .with("num_groups", 1)
            .with("epsilon", 0.0)
            .run(),
        -2,
        4);
    assertClose(
        new Evaluation("GroupNormalization", 21)
            .input(x)
            .constant(FloatTensor.vector(3.0, 1))
            .constant(FloatTensor.vector(1.0, 0))
            .with("num_groups", 1)
            .with("epsilon", 0.0)
            .run(),
        -2,
        1);
    new Evaluation("GroupNormalization", 21)
        .input(x)
        .constant(FloatTensor.vector(3.0, 1))
        .constant(FloatTensor.vector(1.0, 0))
        .with("num_groups", 3)
        .assertRefused("num_groups is 3");
  }

  @Test
  void layerNormalization_threeOutputs_givesMeanAndInverseDeviation() {
    List<FloatTensor> outputs =
        new Evaluation("LayerNormalization", 17)
            .input(X)
            .constant(FloatTensor.vector(1.0, 2))
            .constant(FloatTensor.vector(0.0, 1))
            .with("epsilon", 0.0)
            .run(3);

    assertClose(outputs.get(0), -1, 3, -1, 3);
    assertThat(outputs.get(1)).isEqualTo(tensor(dims(1, 2, 1), 2, 12));
    assertClose(outputs.get(2), 1, 0.5);
  }

  @Test
  void rmsNormalization_lastAxis_dividesByTheRootOfTheMeanSquare() {
    assertClose(
        new Evaluation("RMSNormalization", 23)
            .input(tensor(dims(1, 2), 1, 7))
            .constant(FloatTensor.vector(1.0, 2))
            .with("epsilon", 0.0)
            .run(),
        0.2,
        2.8);
  }

  @Test
  void lpNormalization_bothNorms_andZero() {
    FloatTensor x = tensor(dims(2, 2), 3, -4, 0, 0);

    assertClose(new Evaluation("LpNormalization", 22).input(x).run(), 0.6, -0.8, 0, 0);
    assertClose(
        new Evaluation("LpNormalization", 22).input(x).with("p", 1).run(), 3 / 7.0, -4 / 7.0, 0, 0);
    new Evaluation("LpNormalization", 22).input(x).with("p", 3).assertRefused("p is 3");
  }

  @Test
  void meanVarianceNormalization_givenAxes_areNormalised() {
    assertClose(
        new Evaluation("MeanVarianceNormalization", 13).input(X).withInts("axes", 0, 2).run(),
        -1,
        1,
        -1,
        1);
  }

  @Test
  void lrn_neighbouringChannels_divide() {
    FloatTensor x = tensor(dims(1, 3, 1), 1, 2, 3);

    assertClose(
        new Evaluation("LRN", 13)
            .input(x)
            .with("size", 3)
            .with("alpha", 3.0)
            .with("beta", 1.0)
            .run(),
        1 / 6.0,
        2 / 15.0,
        3 / 14.0);
    new Evaluation("LRN", 13).input(x).assertRefused("size is 0");
  }
}
