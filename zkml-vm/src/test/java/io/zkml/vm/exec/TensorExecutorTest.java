package io.zkml.vm.exec;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The executor against the definitions, its traps and its checks of what it is given. */
class TensorExecutorTest {

  private static final TensorAxis BATCH = new TensorAxis.Batch();

  @Test
  void run_randomPrograms_equalsTheDefinition() {
    for (long seed = 0; seed < 400; seed++) {
      RandomProgram.Run expected = RandomProgram.of(seed, 1 + (int) (seed % 5));
      List<long[]> actual = TensorExecutor.run(expected.program(), expected.values());
      for (int t = 0; t < actual.size(); t++) {
        assertThat(actual.get(t))
            .as("seed %s, %s", seed, expected.program().tensors().get(t))
            .isEqualTo(expected.run().get(t));
      }
    }
  }

  @Test
  void run_called_leavesGivenTensorsAlone() {
    RandomProgram.Run expected = RandomProgram.of(7, 4);
    List<long[]> copies = expected.values().stream().map(long[]::clone).toList();
    TensorExecutor.run(expected.program(), expected.values());
    for (int t = 0; t < copies.size(); t++) {
      assertThat(expected.values().get(t)).isEqualTo(copies.get(t));
    }
  }

  /** Rounds one number with a window of 4 bits. */
  private static long[] rounded(Activation activation, long x) {
    ProgramBuilder b = new ProgramBuilder(4);
    int in = b.input(padded(1), -1 << 10, 1 << 10, x);
    int acc = b.contract(padded(1), List.of(term(1, in, BATCH)));
    int q = b.requantize(acc, activation);
    return TensorExecutor.run(b.output(q).build(), b.values()).get(q);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 0",
    "8, 1",
    "-8, 0",
    "-9, -1",
    "-24, -1",
    "-25, -2",
    "119, 7",
    "-136, -8",
    "24, 2"
  })
  void run_linear_roundsHalfUp(long x, long q) {
    assertThat(rounded(new Activation.Linear(), x)).containsExactly(q);
  }

  @ParameterizedTest
  @CsvSource({"7, 0", "8, 1", "-8, 0", "-248, 0", "247, 15", "-16, 0"})
  void run_relu_roundsThenCutsOff(long x, long q) {
    assertThat(rounded(new Activation.Relu(), x)).containsExactly(q);
  }

  @ParameterizedTest
  @CsvSource({"-136, -3", "119, 5", "-48, -3", "-40, -2", "80, 5", "87, 5", "64, 4"})
  void run_clamp_roundsThenSaturates(long x, long q) {
    assertThat(rounded(new Activation.Clamp(-3, 5), x)).containsExactly(q);
  }

  @ParameterizedTest
  @CsvSource({"120, 8", "-137, -9", "1024, 64", "-1024, -64"})
  void run_linearBeyondWindow_traps(long x, long q) {
    assertThatThrownBy(() -> rounded(new Activation.Linear(), x))
        .isInstanceOf(TensorTrapException.class)
        .hasMessageContaining("q2[0]: rounded value " + q + " is outside the window -8 to 7");
  }

  @ParameterizedTest
  @CsvSource({"120, 8", "-137, -9"})
  void run_clampBeyondWindow_traps(long x, long q) {
    assertThatThrownBy(() -> rounded(new Activation.Clamp(0, 1), x))
        .isInstanceOf(TensorTrapException.class)
        .hasMessageContaining("q2[0]: rounded value " + q);
  }

  @ParameterizedTest
  @CsvSource({"248, 16", "-249, -16"})
  void run_reluBeyondWindow_traps(long x, long q) {
    assertThatThrownBy(() -> rounded(new Activation.Relu(), x))
        .isInstanceOf(TensorTrapException.class)
        .hasMessageContaining("q2[0]: rounded value " + q + " is outside the window -15 to 15");
  }

  @Test
  void run_trapInLaterEntry_namesItsIndex() {
    ProgramBuilder b = new ProgramBuilder(4);
    int in = b.input(padded(2, 3), 0, 1000, 0, 1, 2, 3, 400, 5);
    int acc = b.contract(padded(2, 3), List.of(term(1, in, BATCH, BATCH)));
    TensorProgram program = b.output(b.requantize(acc, new Activation.Linear())).build();
    assertThatThrownBy(() -> TensorExecutor.run(program, b.values()))
        .isInstanceOf(TensorTrapException.class)
        .hasMessageContaining("q2[4]: rounded value 25");
  }

  @Test
  void run_accumulatorsNearTheirBound_areExact() {
    ProgramBuilder b = new ProgramBuilder(4);
    long big = 1L << 30;
    int in = b.input(padded(2), -big, big, big, -big);
    int w = b.constant(padded(2), -big + 1, big - 1, big - 1, 1 - big);
    int acc = b.contract(padded(1), List.of(product(in, w, new TensorAxis.Inner(), one())));
    int c = b.contract(padded(1), List.of(term(1, in, new TensorAxis.Sum(), one())));
    int q = b.requantize(c, new Activation.Linear());
    assertThat(TensorExecutor.run(b.output(q).build(), b.values()).get(acc))
        .containsExactly(2 * big * (big - 1));
  }

  private static TensorAxis one() {
    return new TensorAxis.Broadcast();
  }

  @Test
  void run_givenTensorOfWrongLength_isRefused() {
    RandomProgram.Run honest = RandomProgram.of(1, 1);
    List<long[]> values = new ArrayList<>(honest.values());
    values.set(0, new long[honest.values().getFirst().length + 1]);
    assertThatThrownBy(() -> TensorExecutor.run(honest.program(), values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input0 has " + values.getFirst().length + " entries, not ");
  }

  @Test
  void run_givenEntryOutsideItsBounds_isRefused() {
    RandomProgram.Run honest = RandomProgram.of(1, 1);
    long max = honest.program().tensors().getFirst().max();
    List<long[]> values = new ArrayList<>(honest.values());
    values.set(0, values.getFirst().clone());
    values.getFirst()[values.getFirst().length - 1] = max + 1;
    assertThatThrownBy(() -> TensorExecutor.run(honest.program(), values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input0[" + (values.getFirst().length - 1) + "] = " + (max + 1));
  }
}
