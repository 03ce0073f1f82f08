package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.model.Guest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that call models. */
class ModelCallTest {

  private static final byte[] CONTEXT = {};
  private static final Workers WORKERS = Workers.of(2);

  private static VirtualMachine machine(Guest guest) {
    return ModelGuests.machine(guest, SecurityParameters.UNSAFE_TEST, WORKERS);
  }

  @Test
  void tables_ofHonestRuns_satisfyAllRules() throws Exception {
    for (int calls : new int[] {1, 2, 5}) {
      Guest guest = ModelGuests.guest(calls);
      VirtualMachine machine = machine(guest);
      ExecutionTrace trace = new Machine(guest, Limits.DEFAULT).trace(ModelGuests.input(calls));
      assertThat(RunTables.plans(machine, trace).shape().calls()).hasSize(calls + 1);
      var tables = RunTables.of(machine, guest.models(), trace, WORKERS);
      var report = TraceChecker.check(tables, List.of());
      assertThat(report.violations()).isEmpty();
      assertThat(report.unbalanced()).isEmpty();
    }
  }

  /** Models with all kinds of jobs, their tensors cut into blocks. */
  @Test
  void tables_ofRandomModels_satisfyAllRules() throws Exception {
    for (long seed : new long[] {2, 5, 7, 9, 13, 14}) {
      Guest guest = ModelGuests.random(seed);
      ExecutionTrace trace = new Machine(guest, Limits.DEFAULT).trace(new byte[0]);
      ModelForgery check = new ModelForgery(machine(guest), guest.models(), WORKERS);
      assertThat(check.isRefused(trace)).as("seed %s", seed).isFalse();
    }
  }

  /** A guest that could call models and does not. */
  @Test
  void prove_withoutCalls_verifies() throws Exception {
    VirtualMachine machine = machine(new Guest(Guests.sum(5), ModelGuests.guest(1).models()));
    RunProof proof = machine.prove(new byte[4], CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    VerifiedRun run = RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, 5);
    assertThat(run.shape().calls()).isEmpty();
  }

  @Test
  void prove_loopOfCalls_verifies() throws Exception {
    VirtualMachine machine = machine(ModelGuests.guest(3));
    RunProof proof = machine.prove(ModelGuests.input(3), CONTEXT);
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    VerifiedRun run = RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, -7);
    assertThat(run.shape().calls()).hasSize(4);
  }
}
