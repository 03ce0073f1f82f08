package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, witnesses and statements of programs. */
class TensorMachineTest {

  private static final TensorAxis BATCH = new TensorAxis.Batch();
  private static final int BITS = 5;

  private final ProgramBuilder program = new ProgramBuilder(BITS);
  private final int x = program.input(padded(3), 0, 9, 1, 2, 3);
  private final int w = program.constant(padded(3), -9, 9, 9, -9, 5);
  private final int acc =
      program.contract(padded(3), List.of(product(x, w, new TensorAxis.Shared())));

  private ProvingKey setup(List<long[]> values) {
    TensorMachine machine = new TensorMachine(program.build());
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(SecurityParameters.UNSAFE_TEST, Kernels.scalar(), workers);
      return machine.setup(values, fri, Folding.uniform(3, 1));
    }
  }

  private void refused(int tensor, String message, long... values) {
    List<long[]> all = new ArrayList<>(program.values());
    all.set(tensor, values);
    assertThatThrownBy(() -> setup(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void setup_constantOutsideItsBounds_isRefused() {
    program.output(program.requantize(acc, new Activation.Relu()));
    refused(w, "constant1[2] = 10 is outside -9 to 9", 1, 2, 10);
    refused(w, "constant1[0] = -9223372036854775808", Long.MIN_VALUE, 2, 1);
  }

  @Test
  void setup_constantOfOtherLength_isRefused() {
    program.output(program.requantize(acc, new Activation.Relu()));
    refused(w, "constant1 has 2 entries, not 3", 1, 2);
    refused(w, "constant1 has 4 entries, not 3", 1, 2, 3, 4);
    refused(w, "constant1 has 0 entries, not 3");
  }

  @Test
  void setup_tableWithAnotherValueAtZero_isRefused() {
    long[] table = new long[1 << BITS];
    table[1 << (BITS - 1)] = 4;
    int t = program.constant(padded(1 << BITS), 0, 7, table);
    program.output(program.requantize(acc, new Activation.Table(t, 5)));
    refused(t, "its table's value at 0 is not 5", table);
    refused(t, "its table's value at 0 is not 5");
    table[1 << (BITS - 1)] = 5;
    assertThatCode(() -> setup(program.values())).doesNotThrowAnyException();
  }

  @Test
  void setup_samePrograms_sameKeys() {
    program.output(program.requantize(acc, new Activation.Relu()));
    assertThat(setup(program.values()).verifyingKey().digest())
        .isEqualTo(setup(program.values()).verifyingKey().digest());
  }

  @Test
  void setup_otherConstant_otherKey() {
    program.output(program.requantize(acc, new Activation.Relu()));
    List<long[]> other = new ArrayList<>(program.values());
    other.set(w, new long[] {9, -9, 4});
    assertThat(setup(program.values()).verifyingKey().digest())
        .isNotEqualTo(setup(other).verifyingKey().digest());
  }

  @Test
  void program_withoutConstants_isProven() throws ProofRejectedException {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int in = b.input(padded(3), 0, 9, 1, 2, 3);
    int q =
        b.requantize(b.contract(padded(3), List.of(term(20, in, BATCH))), new Activation.Relu());
    MachineRun run = new MachineRun(b.output(q).build(), b.values());
    assertThat(run.tensors.get(q)).containsExactly(1, 1, 2);
    ProvingKey key = run.key();
    StarkVerifier.verify(key.verifyingKey(), run.statement(), run.prove(key, run.statement()));
  }

  @Test
  void statement_ofRun_isInputsThenOutputs() {
    int second = program.input(padded(2), 0, 9, 7, 8);
    int q = program.requantize(acc, new Activation.Relu());
    int r = program.max(second, padded(1), new TensorAxis.Window(2, 2, 1, 0, true));
    TensorProgram built = program.output(r).output(q).build();
    List<long[]> run = TensorExecutor.run(built, program.values());
    Statement statement = new TensorMachine(built).statement(run, List.of(), new byte[] {9});
    assertThat(statement.tensors()).hasSize(4);
    assertThat(statement.tensors().get(0)).containsExactly(1, 2, 3);
    assertThat(statement.tensors().get(1)).containsExactly(7, 8);
    assertThat(statement.tensors().get(2)).containsExactly(8);
    assertThat(statement.tensors().get(3)).containsExactly(0, 0, 0);
    assertThat(statement.context()).containsExactly(9);
  }

  @Test
  void witness_ofRunOutsideItsWindow_isRefused() {
    int q = program.requantize(acc, new Activation.Relu());
    TensorMachine machine = new TensorMachine(program.output(q).build());
    List<long[]> run = new ArrayList<>(TensorExecutor.run(machine.program(), program.values()));
    run.set(q, new long[] {0, 0, 1});
    assertThatThrownBy(() -> machine.witness(run, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requantize relu 5.remainder looks up");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17, 0, -1, 64})
  void program_rangeTableOfOtherSize_isRefused(int bits) {
    ProgramBuilder b = new ProgramBuilder(4);
    assertThatThrownBy(() -> new TensorProgram(b.tensors(), List.of(), List.of(), bits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("range table of 2^" + bits);
  }
}
