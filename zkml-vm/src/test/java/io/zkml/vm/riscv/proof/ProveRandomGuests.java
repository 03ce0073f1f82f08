package io.zkml.vm.riscv.proof;

import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.RandomGuest;
import io.zkml.vm.riscv.exec.TrapException;
import java.util.Arrays;

/**
 * Proves and verifies runs of small random programs: {@code ProveRandomGuests FIRST_SEED COUNT}.
 * Ends with an exception if one is refused or says something else than the executor.
 */
final class ProveRandomGuests {

  private static final int BLOCKS = 20;
  private static final byte[] CONTEXT = {1};

  private ProveRandomGuests() {}

  /** Proves all seeds. */
  public static void main(String[] args) throws TrapException, ProofRejectedException {
    long first = Long.parseLong(args[0]);
    int count = Integer.parseInt(args[1]);
    long cycles = 0;
    try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      for (long seed = first; seed < first + count; seed++) {
        cycles += prove(seed, workers);
      }
    }
    System.out.println(count + " programs, " + cycles + " instructions: proven and verified");
  }

  /** Proves and verifies the run of a seed's program; returns its cycles. */
  static long prove(long seed, Workers workers) throws TrapException, ProofRejectedException {
    VirtualMachine machine =
        Guests.machine(
            RandomGuest.program(seed, BLOCKS).program(), SecurityParameters.UNSAFE_TEST, workers);
    byte[] input = RandomGuest.input(seed);
    ExecutionResult run = machine.execute(input);
    byte[] bytes = RunProofCodec.encode(machine.prove(input, CONTEXT), machine.key());
    VerifiedRun verified = RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, run.exitCode());
    if (!Arrays.equals(verified.output(), run.output())) {
      throw new IllegalStateException("seed " + seed + ": another output");
    }
    return run.cycles();
  }
}
