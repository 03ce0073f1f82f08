package io.zkml.ml.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.compiler.LoweredModel;
import io.zkml.ml.compiler.Lowering;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Activation;
import io.zkml.ml.quant.Addend;
import io.zkml.ml.quant.Exact;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantDivide;
import io.zkml.ml.quant.QuantMax;
import io.zkml.ml.quant.QuantPositive;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.RandomForms;
import io.zkml.ml.quant.RandomGraph;
import io.zkml.ml.quant.Rounding;
import io.zkml.ml.quant.SaturationException;
import io.zkml.ml.quant.WindowSpec;
import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.proof.TensorMachine;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of quantised graphs, and that lowered programs keep it. */
class IntegerInterpreterTest {

  private static long[] execute(RandomGraph.Sample s) {
    LoweredModel lowered = Lowering.lower(s.graph(), s.bits(), Boundary.PUBLIC);
    return TensorExecutor.run(lowered.program(), lowered.tensors(List.of(s.input())))
        .get(lowered.outputs().getFirst());
  }

  @Test
  void run_randomGraphs_equalsTheLoweredProgram() {
    int equal = 0;
    for (long seed = 0; seed < 600; seed++) {
      RandomGraph.Sample s = RandomGraph.of(seed, 1 + (int) (seed % 5));
      long[] expected;
      try {
        expected = IntegerInterpreter.run(s.graph(), s.input());
      } catch (ArithmeticException e) {
        assertThatThrownBy(() -> execute(s))
            .as("seed %s", seed)
            .isInstanceOf(TensorTrapException.class);
        continue;
      }
      assertThat(execute(s)).as("seed %s", seed).isEqualTo(expected);
      equal++;
    }
    assertThat(equal).isGreaterThan(200);
  }

  @Test
  void lower_randomGraphs_havePlans() {
    for (long seed = 0; seed < 150; seed++) {
      RandomGraph.Sample s = RandomGraph.of(seed, 1 + (int) (seed % 5));
      TensorMachine machine =
          new TensorMachine(Lowering.lower(s.graph(), s.bits(), Boundary.PUBLIC).program());
      assertThat(machine.plan().bindings()).as("seed %s", seed).isNotEmpty();
    }
  }

  @Test
  void run_called_leavesItsInputAlone() {
    RandomGraph.Sample s = RandomGraph.of(3, 2);
    long[] before = s.input().clone();
    IntegerInterpreter.run(s.graph(), s.input());
    assertThat(s.input()).isEqualTo(before);
  }

  private static QuantizedGraph rounded(Activation activation) {
    Rounding r = new Rounding(4, activation);
    QuantValue x = new QuantValue("x", TensorShape.of(1), 0, 1, -1000, 1000);
    QuantValue y = new QuantValue("y", TensorShape.of(1), 0, 1, r.min(), r.max());
    QuantSum sum = QuantSum.of(1, List.of(new Addend(0, 1)), r);
    return new QuantizedGraph(List.of(x, y), List.of(sum), 0, 1);
  }

  private static long round(Activation activation, long x) {
    return IntegerInterpreter.run(rounded(activation), new long[] {x})[0];
  }

  @ParameterizedTest
  @CsvSource({"7, 0", "8, 1", "-8, 0", "-9, -1", "-24, -1", "-25, -2", "119, 7", "-136, -8"})
  void run_rounding_isHalfUp(long x, long q) {
    assertThat(round(new Activation.Linear(), x)).isEqualTo(q);
    assertThat(round(new Activation.Relu(), x)).isEqualTo(Math.max(0, q));
    assertThat(round(new Activation.Clamp(-2, 3), x)).isEqualTo(Math.clamp(q, -2, 3));
  }

  @ParameterizedTest
  @CsvSource({"120, 8", "-137, -9"})
  void run_outsideTheWindow_isAnErrorThatNamesTheValue(long x, long q) {
    for (Activation a : List.of(new Activation.Linear(), new Activation.Clamp(0, 1))) {
      assertThatThrownBy(() -> round(a, x))
          .isInstanceOf(SaturationException.class)
          .hasMessageContaining("y saturates in 1 of 1 entries: [0] is " + q);
    }
    assertThat(round(new Activation.Relu(), x)).isEqualTo(Math.max(0, q));
  }

  @ParameterizedTest
  @CsvSource({"248, 16", "-249, -16"})
  void run_outsideTheWindowOfRelu_isAnError(long x, long q) {
    assertThatThrownBy(() -> round(new Activation.Relu(), x))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("y saturates in 1 of 1 entries: [0] is " + q);
  }

  @Test
  void run_maximumOverPadding_takesWhatIsThere() {
    QuantValue x = new QuantValue("x", TensorShape.of(1, 1, 3), 1, 1, -9, 9);
    QuantValue y = new QuantValue("y", TensorShape.of(1, 1, 3), 1, 1, -9, 9);
    QuantMax max = new QuantMax(1, 0, List.of(new WindowSpec(3, 3, 3, 1, 1, 2)));
    QuantizedGraph graph = new QuantizedGraph(List.of(x, y), List.of(max), 0, 1);
    assertThat(IntegerInterpreter.run(graph, new long[] {-7, -8, -2})).containsExactly(-7, -7, -2);
  }

  @Test
  void run_randomForms_equalTheLoweredProgram() {
    for (long seed = 0; seed < 300; seed++) {
      QuantizedGraph graph = RandomForms.of(seed, 6);
      List<long[]> inputs = RandomForms.inputs(graph, seed);
      LoweredModel lowered = Lowering.lower(graph, 16, Boundary.PUBLIC);
      List<long[]> run = TensorExecutor.run(lowered.program(), lowered.tensors(inputs));
      List<long[]> expected = IntegerInterpreter.run(graph, inputs);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(run.get(lowered.outputs().get(i)))
            .as("seed %d, output %d", seed, i)
            .isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void lower_leastLongAsConstant_isRefused() {
    TensorShape shape = TensorShape.of(1, 2);
    QuantValue x = new QuantValue("x", shape, 1, 1, 0, 63);
    QuantValue y = new QuantValue("y", shape, 1, 1, 0, 1);
    IntTensor bias = new IntTensor(shape, new long[] {Long.MIN_VALUE, 0});
    LinearForm form = new LinearForm(List.of(new Addend(0, 1)), bias);
    QuantizedGraph graph =
        new QuantizedGraph(List.of(x, y), List.of(new QuantPositive(1, form)), 0, 1);
    assertThat(IntegerInterpreter.run(graph, new long[] {1, 1})).containsExactly(0, 1);
    // Its absolute value is negative: taken for 0, the bias would be left out.
    assertThatThrownBy(() -> Lowering.lower(graph, 6, Boundary.PUBLIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beyond 62 bits");
  }

  @ParameterizedTest
  @CsvSource({"1024, false", "16384, true"})
  void lower_weightsRepeatedTooOften_areRefused(int length, boolean refused) {
    TensorShape summed = TensorShape.of(length, length);
    QuantValue x = new QuantValue("x", TensorShape.of(1, length, length), 0, 1, 0, 1);
    QuantValue y = new QuantValue("y", TensorShape.of(1), 0, 1, -(1L << 40), 1L << 40);
    IntTensor one = new IntTensor(TensorShape.of(1, 1, 1), new long[] {3});
    Addend sum = new Addend(0, IndexMap.identity(), 1, summed, one);
    QuantizedGraph graph =
        new QuantizedGraph(
            List.of(x, y), List.of(QuantSum.of(1, List.of(sum), new Exact(false))), 0, 1);
    if (refused) {
      assertThatThrownBy(() -> Lowering.lower(graph, 16, Boundary.PUBLIC))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("too many entries");
      return;
    }
    assertThat(Lowering.lower(graph, 16, Boundary.PUBLIC).outputs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"256, false", "257, true"})
  void lower_divisorBeyondItsRemainder_isRefused(long most, boolean refused) {
    TensorShape shape = TensorShape.of(2);
    QuantValue a = new QuantValue("a", shape, 0, 1, -7, 7);
    QuantValue d = new QuantValue("d", shape, 0, 1, 1, most);
    QuantValue y = new QuantValue("y", shape, 0, 1, -8, 7);
    QuantDivide divide =
        new QuantDivide(2, LinearForm.of(new Addend(0, 1)), LinearForm.of(new Addend(1, 1)), 2);
    QuantizedGraph graph =
        new QuantizedGraph(List.of(a, d, y), List.of(divide), List.of(0, 1), List.of(2));
    if (refused) {
      assertThatThrownBy(() -> Lowering.lower(graph, 4, Boundary.PUBLIC))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("y: its divisor is wider than its remainder");
      return;
    }
    LoweredModel lowered = Lowering.lower(graph, 4, Boundary.PUBLIC);
    List<long[]> inputs = List.of(new long[] {-7, 5}, new long[] {256, 2});
    assertThat(TensorExecutor.run(lowered.program(), lowered.tensors(inputs)).get(2))
        .isEqualTo(IntegerInterpreter.run(graph, inputs).getFirst())
        .containsExactly(-1, 2);
  }
}
