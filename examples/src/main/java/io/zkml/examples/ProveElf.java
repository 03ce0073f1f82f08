package io.zkml.examples;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.proof.ProgramKeyCodec;
import io.zkml.vm.riscv.proof.RunPlans;
import io.zkml.vm.riscv.proof.RunProof;
import io.zkml.vm.riscv.proof.RunProofCodec;
import io.zkml.vm.riscv.proof.RunShape;
import io.zkml.vm.riscv.proof.VirtualMachine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Proves runs of a program, writes key and proof, and verifies what it has written. Reports go to
 * the error stream.
 */
final class ProveElf implements AutoCloseable {

  private static final byte[] NO_CONTEXT = {};

  private final RunElfOptions options;
  private final PrintStream log = System.err;
  private final Workers workers = Workers.ofAllCores();
  private final double setupSeconds;
  private final VirtualMachine machine;

  /** Commits to the program. */
  ProveElf(Guest guest, RunElfOptions options) {
    this.options = options;
    long start = System.nanoTime();
    this.machine =
        VirtualMachine.setup(
            guest,
            options.parameters(),
            VirtualMachine.TYPICAL_CYCLES,
            new ProgramProver.Resources(Kernels.auto(), BatchHasher.auto(), workers));
    this.setupSeconds = secondsSince(start);
  }

  /** Runs the program. */
  ExecutionResult execute(byte[] input) throws TrapException {
    return machine.execute(input);
  }

  /**
   * Proves a run, writes key and proof; whether the files convince.
   *
   * @throws IllegalArgumentException if the run is too large to be proven
   */
  boolean prove(byte[] input) throws TrapException, IOException {
    RunPlans plan = machine.meter(input);
    log.printf(
        Locale.ROOT,
        "set-up %.2f s; %d shards, %,d committed cells, %,d bus messages%n",
        setupSeconds,
        plan.shards().size(),
        plan.committedCells(),
        plan.messages());
    long start = System.nanoTime();
    RunProof proof = machine.prove(input, NO_CONTEXT);
    double seconds = secondsSince(start);
    log.println(rows(proof.shape()));
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    Files.write(options.proof(), bytes);
    byte[] key = ProgramKeyCodec.encode(machine.key());
    Files.write(options.key(), key);
    log.printf(
        Locale.ROOT,
        "proven in %.2f s: %s, %,d bytes; key %s, %,d bytes%n",
        seconds,
        options.proof(),
        bytes.length,
        options.key(),
        key.length);
    return verify(proof.shape().exitCode());
  }

  private boolean verify(int exitCode) throws IOException {
    try {
      VerifyRun verifier = VerifyRun.load(options.key());
      log.println(verifier.describe());
      log.println(verifier.verify(Files.readAllBytes(options.proof()), exitCode).text());
      return true;
    } catch (KeyFormatException e) {
      log.println("key refused: " + e.getMessage());
    } catch (ProofRejectedException e) {
      log.println("rejected: " + e.getMessage());
    }
    return false;
  }

  /** Instructions by the chip that proves them. */
  static String rows(RunShape shape) {
    return InstructionKind.ALL.stream()
        .filter(kind -> shape.rows(kind) > 0)
        .map(kind ->
            String.format(
                Locale.ROOT, "%s %,d", kind.name().toLowerCase(Locale.ROOT), shape.rows(kind)))
        .collect(
            Collectors.joining(
                ", ", String.format(Locale.ROOT, "%,d instructions: ", shape.cycles()), ""));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  @Override
  public void close() {
    workers.close();
  }
}
