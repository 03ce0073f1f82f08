package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseOperatorsTest {
  private static FloatTensor run(String operator, DataType type, double a, double b) {
    return new Evaluation(operator, 18)
        .input(FloatTensor.vector(a).withType(type))
        .input(FloatTensor.vector(b).withType(type))
        .run();
  }

  @ParameterizedTest
  @CsvSource({
    "Add, INT8, 100, 100, -56",
    "Sub, UINT8, 3, 5, 254",
    "Mul, INT32, 1000000007, 1000000009, 1628479551",
    "Mul, FLOAT, 0.5, 3, 1.5",
    "Div, FLOAT, 7, -2, -3.5",
    "Div, INT32, 7, -2, -3",
    "Mod, INT32, -7, 3, 2",
    "Mod, INT32, 7, -3, -2",
    "Mod, UINT8, 7, 3, 1",
    "Pow, FLOAT, 2, -1, 0.5",
    "Pow, INT32, 3, 4, 81",
    "PRelu, FLOAT, -2, 0.25, -0.5",
    "PRelu, FLOAT, 2, 0.25, 2",
    "Min, FLOAT, 2, -1, -1",
    "Max, FLOAT, 2, -1, 2",
    "Sum, FLOAT, 2, -1, 1",
    "Mean, FLOAT, 2, -1, 0.5",
    "BitwiseAnd, INT8, -4, 7, 4",
    "BitwiseOr, INT8, -4, 1, -3",
    "BitwiseXor, UINT8, 255, 15, 240",
  })
  void evaluate_twoNumbers_givesTheResultInTheirType(
      String operator, DataType type, double a, double b, double expected) {
    FloatTensor result = run(operator, type, a, b);

    assertThat(result).isEqualTo(FloatTensor.vector(expected));
    assertThat(result.type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "Equal, 0 1 0",
    "Less, 1 0 0",
    "LessOrEqual, 1 1 0",
    "Greater, 0 0 1",
    "GreaterOrEqual, 0 1 1",
    "And, 0 1 0",
    "Or, 1 1 1",
    "Xor, 1 0 1",
  })
  void evaluate_comparison_givesBooleans(String operator, String expected) {
    FloatTensor result =
        new Evaluation(operator, 16)
            .input(FloatTensor.vector(0, 1, 1))
            .input(FloatTensor.vector(1, 1, 0))
            .run();

    double[] values = Arrays.stream(expected.split(" ")).mapToDouble(Double::valueOf).toArray();
    assertThat(result).isEqualTo(FloatTensor.vector(values));
    assertThat(result.type()).isEqualTo(DataType.BOOL);
  }

  @Test
  void mod_fmod_hasTheSignOfTheDividend() {
    assertThat(
            new Evaluation("Mod", 13)
                .input(FloatTensor.vector(-4.5))
                .input(FloatTensor.vector(2.0))
                .with("fmod", 1)
                .run())
        .isEqualTo(FloatTensor.vector(-0.5));
  }

  @Test
  void div_integerByZero_isRefused() {
    assertThatThrownBy(() -> run("Div", DataType.INT32, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an integer division by 0");
  }

  @Test
  void bits_ofBigUnsignedNumbers_areKept() {
    FloatTensor one = FloatTensor.vector(1.0).withType(DataType.UINT64);
    FloatTensor top =
        new Evaluation("BitShift", 11)
            .input(one)
            .input(FloatTensor.vector(63.0).withType(DataType.UINT64))
            .with("direction", "LEFT")
            .run();

    assertThat(top).isEqualTo(FloatTensor.vector(0x1p63));
    assertThat(
            new Evaluation("BitShift", 11)
                .input(top.withType(DataType.UINT64))
                .input(FloatTensor.vector(62.0).withType(DataType.UINT64))
                .with("direction", "RIGHT")
                .run())
        .isEqualTo(FloatTensor.vector(2.0));
    FloatTensor byteOne = FloatTensor.vector(1.0).withType(DataType.UINT8);
    assertThat(new Evaluation("BitwiseNot", 18).input(byteOne).run())
        .isEqualTo(FloatTensor.vector(254.0));
  }

  @Test
  void bitShift_withoutDirection_isRefused() {
    FloatTensor one = FloatTensor.vector(1.0).withType(DataType.UINT8);

    new Evaluation("BitShift", 11).input(one).input(one).assertRefused("direction is ''");
  }

  @Test
  void where_broadcasting_picksElements() {
    assertThat(
            new Evaluation("Where", 16)
                .input(tensor(dims(2, 1), 1, 0))
                .input(FloatTensor.vector(1, 2))
                .input(FloatTensor.scalar(9))
                .run())
        .isEqualTo(tensor(dims(2, 2), 1, 2, 9, 9));
  }

  @Test
  void variadic_threeTensors_broadcast() {
    Evaluation mean =
        new Evaluation("Mean", 13)
            .input(tensor(dims(2, 1), 3, 6))
            .input(FloatTensor.vector(0, 3))
            .input(FloatTensor.scalar(3));

    assertThat(mean.run()).isEqualTo(tensor(dims(2, 2), 2, 3, 3, 4));
    assertThat(new Evaluation("Max", 13).input(FloatTensor.vector(1, 2)).run())
        .isEqualTo(FloatTensor.vector(1, 2));
  }

  @Test
  void activation_constantNumberOnTheRight_isATable() throws Exception {
    var graph =
        new Evaluation("Pow", 15)
            .input(FloatTensor.vector(1, 2))
            .constant(FloatTensor.scalar(2))
            .graph(1);
    NodeContext context = ShapeInference.infer(graph).context(graph.nodes().getFirst());

    assertThat(new Pow().activation(context)).isPresent();
    var both =
        new Evaluation("Pow", 15)
            .input(FloatTensor.vector(1, 2))
            .input(FloatTensor.scalar(2))
            .graph(1);
    assertThat(new Pow().activation(ShapeInference.infer(both).context(both.nodes().getFirst())))
        .isEmpty();
  }
}
