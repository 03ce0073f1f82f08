package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.riscv.chip.ChipRun;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Honest runs, and verifiers that expect another one. */
class ProveRunTest {

  private static final byte[] CONTEXT = {1, 2};
  private static final Workers WORKERS = Workers.of(2);

  private static VirtualMachine machine(Program program) {
    return Guests.machine(program, SecurityParameters.UNSAFE_TEST, WORKERS);
  }

  @Test
  void tables_honestRuns_satisfyAllRules() {
    for (Program program : List.of(Guests.fibonacci(50), Guests.sum(7))) {
      VirtualMachine machine = machine(program);
      ExecutionTrace trace = ChipRun.trace(program, new byte[] {1, 2, 3, 4});
      RunPlan plan = machine.key().plan(RunWitness.shape(trace, WORKERS));
      var witness = new RunWitness(plan, trace, WORKERS).build();
      var report = TraceChecker.check(RunTables.of(machine, plan, witness), List.of());
      assertThat(report.violations()).isEmpty();
      assertThat(report.unbalanced()).isEmpty();
    }
  }

  @Test
  void prove_fibonacci_verifiesWithItsOutput() throws Exception {
    VirtualMachine machine = machine(Guests.fibonacci(50));
    RunProof proof = machine.prove(new byte[0], CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    VerifiedRun run = RunVerifier.verify(machine.key(), bytes, CONTEXT);
    assertThat(run.output()).isEqualTo(machine.execute(new byte[0]).output()).hasSize(4);
    assertThat(run.shape()).isEqualTo(machine.meter(new byte[0]).shape());
    assertThatThrownBy(() -> RunVerifier.verify(machine.key(), bytes, new byte[0]))
        .isInstanceOf(ProofRejectedException.class);
    assertThatThrownBy(() -> RunVerifier.verify(machine.key(), bytes, CONTEXT, 1))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("exit code");
  }

  @Test
  void prove_fast128_verifies() throws Exception {
    VirtualMachine machine =
        Guests.machine(Guests.sum(5), SecurityParameters.FAST_128, WORKERS);
    RunProof proof = machine.prove(new byte[] {2, 1, 0, 0}, CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    assertThat(RunVerifier.verify(machine.key(), bytes, CONTEXT, 0x107).output()).isEmpty();
  }
}
