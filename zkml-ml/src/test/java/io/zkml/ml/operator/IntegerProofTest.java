package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.NodeTestProver;
import io.zkml.ml.interpret.NodeTestProver.NotProvenException;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators on integers: proven, and equal to the float interpreter's numbers exactly. */
class IntegerProofTest {
  private static final FloatTensor SIGNED =
      tensor(dims(2, 4), -7, 7, -128, 127, 0, -1, 5, 100).withType(DataType.INT32);
  private static final FloatTensor DIVISORS =
      tensor(dims(4), 3, -3, 7, -128).withType(DataType.INT32);
  private static final FloatTensor BYTES =
      tensor(dims(2, 4), 0, 1, 255, 170, 85, 16, 127, 200).withType(DataType.UINT8);
  private static final FloatTensor MASK = tensor(dims(4), 15, 240, 255, 1).withType(DataType.UINT8);

  private static void prove(Evaluation node, FloatTensor... inputs) throws Exception {
    Map<String, FloatTensor> named =
        inputs.length == 1
            ? Map.of("input0", inputs[0])
            : Map.of("input0", inputs[0], "input1", inputs[1]);
    try (NodeTestProver prover = new NodeTestProver()) {
      prover.prove(node.graph(1), named);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void mod_everySign_isProven(int fmod) throws Exception {
    prove(new Evaluation("Mod", 13).input(SIGNED).constant(DIVISORS).with("fmod", fmod), SIGNED);
    prove(
        new Evaluation("Mod", 13).input(SIGNED).input(DIVISORS).with("fmod", fmod),
        SIGNED,
        DIVISORS);
    prove(new Evaluation("Mod", 13).input(BYTES).constant(MASK).with("fmod", fmod), BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void topK_wideNumbersOfALongLane_areProven(int largest) throws Exception {
    double[] numbers = new double[2 * 40];
    Arrays.setAll(numbers, i -> (i * 7919 % 37 - 18) * 1_000_000.0);
    FloatTensor x = tensor(dims(40, 2), numbers).withType(DataType.INT64);
    Evaluation node =
        new Evaluation("TopK", 11)
            .input(x)
            .constant(FloatTensor.vector(new int[] {35}).withType(DataType.INT64))
            .with("axis", 0)
            .with("largest", largest);
    try (NodeTestProver prover = new NodeTestProver()) {
      prover.prove(node.graph(2), Map.of("input0", x));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"add", "mul", "min", "max"})
  void scatter_updatesThatMeet_areReduced(String reduction) throws Exception {
    FloatTensor updates = tensor(dims(2, 3), 2, -3, 4, 5, -1, 2).withType(DataType.INT32);
    FloatTensor columns = tensor(dims(2, 3), 1, 1, 0, 3, 3, 3).withType(DataType.INT64);
    prove(
        new Evaluation("ScatterElements", 18)
            .input(SIGNED)
            .constant(columns)
            .constant(updates)
            .with("axis", 1)
            .with("reduction", reduction),
        SIGNED);
    FloatTensor rows = tensor(dims(2, 1), 1, 1).withType(DataType.INT64);
    FloatTensor slices = tensor(dims(2, 4), 1, 2, 3, 4, 5, 6, 7, 8).withType(DataType.INT32);
    prove(
        new Evaluation("ScatterND", 18)
            .input(SIGNED)
            .constant(rows)
            .constant(slices)
            .with("reduction", reduction),
        SIGNED);
  }

  @Test
  void mod_realNumbers_areRefused() {
    FloatTensor x = tensor(dims(2), 1.5, 2.5);
    Evaluation node = new Evaluation("Mod", 13).input(x).input(x).with("fmod", 1);
    assertThatThrownBy(() -> prove(node, x, x))
        .isInstanceOf(NotProvenException.class)
        .hasMessageContaining("a remainder of real numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BitwiseAnd", "BitwiseOr", "BitwiseXor"})
  void bitwise_signedAndUnsigned_areProven(String operator) throws Exception {
    prove(new Evaluation(operator, 18).input(SIGNED).input(DIVISORS), SIGNED, DIVISORS);
    prove(new Evaluation(operator, 18).input(SIGNED).constant(DIVISORS), SIGNED);
    prove(new Evaluation(operator, 18).input(BYTES).input(MASK), BYTES, MASK);
  }

  @Test
  void bitwise_constantOnTheLeft_isProven() throws Exception {
    Evaluation node = new Evaluation("BitwiseXor", 18).constant(MASK).input(BYTES);
    try (NodeTestProver prover = new NodeTestProver()) {
      prover.prove(node.graph(1), Map.of("input1", BYTES));
    }
  }

  @Test
  void bitwise_moreBitsThanAWindow_areRefused() {
    FloatTensor wide = tensor(dims(2), 1 << 20, 3).withType(DataType.INT32);
    Evaluation node = new Evaluation("BitwiseAnd", 18).input(wide).constant(wide);
    assertThatThrownBy(() -> prove(node, wide))
        .isInstanceOf(NotProvenException.class)
        .hasMessageContaining("those of a window of 16 bits can be proven");
  }

  @Test
  void bitShift_constantShifts_areProven() throws Exception {
    FloatTensor few = tensor(dims(2, 4), 0, 1, 2, 3, 4, 5, 6, 7).withType(DataType.UINT8);
    FloatTensor shifts = tensor(dims(4), 0, 1, 3, 5).withType(DataType.UINT8);
    prove(
        new Evaluation("BitShift", 11).input(BYTES).constant(shifts).with("direction", "RIGHT"),
        BYTES);
    prove(
        new Evaluation("BitShift", 11).input(few).constant(shifts).with("direction", "LEFT"), few);
    assertThatThrownBy(() ->
            prove(
                new Evaluation("BitShift", 11).input(few).input(few).with("direction", "RIGHT"),
                few,
                few))
        .isInstanceOf(NotProvenException.class)
        .hasMessageContaining("only shifts by constants");
  }
}
