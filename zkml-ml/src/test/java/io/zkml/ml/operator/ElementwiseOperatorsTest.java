package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import org.junit.jupiter.api.Test;

class ElementwiseOperatorsTest {
  private static final FloatTensor X = FloatTensor.vector(-2.0, 0, 0.5, 3);

  private static Evaluation binary(String operator, FloatTensor a, FloatTensor b) {
    return new Evaluation(operator, 13).input(a).input(b);
  }

  @Test
  void addSubMul_sameShape_goByElement() {
    FloatTensor y = FloatTensor.vector(1, 2, 3, 4);

    assertThat(binary("Add", X, y).run()).isEqualTo(FloatTensor.vector(-1.0, 2, 3.5, 7));
    assertThat(binary("Sub", X, y).run()).isEqualTo(FloatTensor.vector(-3.0, -2, -2.5, -1));
    assertThat(binary("Mul", X, y).run()).isEqualTo(FloatTensor.vector(-2.0, 0, 1.5, 12));
  }

  @Test
  void sub_broadcasting_repeatsOnBothSides() {
    FloatTensor column = tensor(dims(2, 1), 10, 20);
    FloatTensor row = FloatTensor.vector(1, 2, 3);

    assertThat(binary("Sub", column, row).run()).isEqualTo(tensor(dims(2, 3), 9, 8, 7, 19, 18, 17));
    assertThat(binary("Sub", row, column).run())
        .isEqualTo(tensor(dims(2, 3), -9, -8, -7, -19, -18, -17));
    assertThat(binary("Sub", FloatTensor.scalar(1), row).run())
        .isEqualTo(FloatTensor.vector(0, -1, -2));
  }

  @Test
  void add_emptyTensor_isEmpty() {
    assertThat(binary("Add", tensor(dims(0, 3)), tensor(dims(1, 1), 5)).run())
        .isEqualTo(tensor(dims(0, 3)));
  }

  @Test
  void add_shapesThatDoNotBroadcast_areRefused() {
    binary("Add", FloatTensor.vector(1, 2), FloatTensor.vector(1, 2, 3))
        .assertRefused("shapes [2] and [3] don't broadcast");
  }

  @Test
  void add_resultThatIsTooLarge_isRefused() {
    binary(
            "Add",
            tensor(dims(1 << 15, 1), new double[1 << 15]),
            FloatTensor.vector(new int[1 << 14]))
        .assertRefused("more than 268435456 elements");
  }

  @Test
  void relu_negativeNumbers_becomeZero() {
    assertThat(new Evaluation("Relu", 13).input(X).run())
        .isEqualTo(FloatTensor.vector(0, 0, 0.5, 3));
  }

  @Test
  void sigmoidAndTanh_knownPoints_areHit() {
    FloatTensor points = FloatTensor.vector(0, Math.log(3), -1000, 1000);

    assertThat(new Evaluation("Sigmoid", 13).input(points).run().data())
        .containsExactly(new double[] {0.5, 0.75, 0, 1}, within(1e-15));
    assertThat(new Evaluation("Tanh", 13).input(points).run().data())
        .containsExactly(new double[] {0, 0.8, -1, 1}, within(1e-15));
  }

  @Test
  void clip_boundsAsAttributes_areUsedBeforeOpset11() {
    assertThat(new Evaluation("Clip", 6 + 1).input(X).with("min", -1.0).with("max", 1.0).run())
        .isEqualTo(FloatTensor.vector(-1.0, 0, 0.5, 1));
    assertThat(new Evaluation("Clip", 10).input(X).run()).isEqualTo(X);
    new Evaluation("Clip", 11).input(X).with("min", 0.0).assertRefused("'min' is not supported");
    new Evaluation("Clip", 10).input(X).input(X).assertRefused("it has 2 inputs");
  }

  @Test
  void clip_boundsAsInputs_mayBeLeftOutOrVariable() {
    FloatTensor one = FloatTensor.scalar(1);

    assertThat(new Evaluation("Clip", 13).input(X).leftOut().constant(one).run())
        .isEqualTo(FloatTensor.vector(-2.0, 0, 0.5, 1));
    assertThat(new Evaluation("Clip", 13).input(X).input(one).run())
        .isEqualTo(FloatTensor.vector(1, 1, 1, 3));
    new Evaluation("Clip", 13).input(X).constant(X).assertRefused("not a single number");
  }

  @Test
  void clip_lowerAboveUpper_givesTheUpper() {
    assertThat(
            new Evaluation("Clip", 13)
                .input(X)
                .constant(FloatTensor.scalar(2))
                .constant(FloatTensor.scalar(1))
                .run())
        .isEqualTo(FloatTensor.vector(1, 1, 1, 1));
  }

  @Test
  void identityAndDropout_inference_changeNothing() {
    assertThat(new Evaluation("Identity", 13).input(X).run()).isEqualTo(X);
    assertThat(new Evaluation("Dropout", 10).input(X).with("ratio", 0.9).run()).isEqualTo(X);
    assertThat(new Evaluation("Dropout", 13).input(X).constant(FloatTensor.scalar(0.9)).run(2))
        .containsExactly(X, FloatTensor.vector(1, 1, 1, 1));
  }

  @Test
  void dropout_training_isRefused() {
    FloatTensor ratio = FloatTensor.scalar(0.5);
    FloatTensor yes = FloatTensor.scalar(1);
    FloatTensor no = FloatTensor.scalar(0);

    new Evaluation("Dropout", 13)
        .input(X)
        .constant(ratio)
        .constant(yes)
        .assertRefused("training_mode is on");
    new Evaluation("Dropout", 13)
        .input(X)
        .constant(ratio)
        .input(no)
        .assertRefused("training_mode is on or unknown");
    assertThat(new Evaluation("Dropout", 13).input(X).constant(ratio).constant(no).run())
        .isEqualTo(X);
  }
}
