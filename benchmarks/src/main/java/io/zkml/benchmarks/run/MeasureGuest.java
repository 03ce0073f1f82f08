package io.zkml.benchmarks.run;

import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.StageTimes;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.ml.KernelChoice;
import io.zkml.vm.proof.ProgramProver.Resources;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.proof.ProgramKeyCodec;
import io.zkml.vm.riscv.proof.RunPlans;
import io.zkml.vm.riscv.proof.RunProofCodec;
import io.zkml.vm.riscv.proof.RunVerifier;
import io.zkml.vm.riscv.proof.VirtualMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The measured process of a RISC-V program: sets up, warms up, proves and verifies. Arguments: data
 * folder, run folder, number of the program among the command line's, the command line.
 */
final class MeasureGuest {

  private static final double WARM_UP_SECONDS = 10;
  private static final int VERIFICATIONS = 20;
  private static final byte[] NO_CONTEXT = {};

  private final Options options;
  private final Facts facts = new Facts();
  private final byte[] input;
  private final ExecutionResult result;
  private final VirtualMachine machine;

  private MeasureGuest(Options options, Guest guest, byte[] input, Workers workers)
      throws Exception {
    this.options = options;
    this.input = input;
    this.result = new io.zkml.vm.riscv.exec.Machine(guest, Limits.DEFAULT).execute(input);
    long start = System.nanoTime();
    this.machine =
        VirtualMachine.setup(
            guest,
            options.parameters(),
            Math.toIntExact(result.cycles()),
            resources(options.kernels(), workers));
    facts.put("setupSeconds", secondsSince(start));
  }

  public static void main(String[] args) throws Exception {
    System.exit(
        Failure.status(() -> {
          Options options = Options.parse(Arrays.copyOfRange(args, 3, args.length));
          GuestRun run = options.guests().get(Integer.parseInt(args[2]));
          Path data = Path.of(args[0]);
          try (Workers workers = Workers.of(options.threads())) {
            Facts facts = new MeasureGuest(options, run.load(data), run.input(data), workers).run();
            facts.save(Path.of(args[1]));
          }
        }));
  }

  private static Resources resources(KernelChoice choice, Workers workers) {
    FieldKernels kernels =
        switch (choice) {
          case AUTO -> Kernels.auto();
          case SCALAR -> Kernels.scalar();
          case VECTOR -> Kernels.vector();
        };
    boolean scalar = choice == KernelChoice.SCALAR;
    return new Resources(kernels, scalar ? BatchHasher.scalar() : BatchHasher.auto(), workers);
  }

  private Facts run() throws Exception {
    RunPlans plan = machine.meter(input);
    facts.put("cycles", result.cycles()).put("exitCode", result.exitCode());
    facts.put("shards", plan.shards().size());
    facts.put("committedCells", plan.committedCells()).put("messages", plan.messages());
    facts.put("provenBits", PlanSecurity.report(machine.key().verifyingKey(plan)).sumBits());
    facts.put("verifyingKeyBytes", ProgramKeyCodec.encode(machine.key()).length);
    long start = System.nanoTime();
    do {
      verify(prove(Monitor.silent()));
    } while (secondsSince(start) < WARM_UP_SECONDS);
    byte[] proof = proveAll();
    verifyAll(proof);
    Machine.peakRssMiB().ifPresent(mib -> facts.put("peakRssMiB", mib));
    return facts;
  }

  private byte[] prove(Monitor monitor) throws Exception {
    return RunProofCodec.encode(machine.prove(input, NO_CONTEXT, monitor), machine.key());
  }

  private byte[] proveAll() throws Exception {
    List<Double> seconds = new ArrayList<>();
    List<StageTimes> stages = new ArrayList<>();
    byte[] proof = {};
    for (int i = 0; i < options.runs(); i++) {
      Monitor monitor = Monitor.silent();
      long start = System.nanoTime();
      proof = prove(monitor);
      seconds.add(secondsSince(start));
      stages.add(monitor.times());
    }
    facts.put("proveSeconds", Median.of(seconds)).put("proofBytes", proof.length);
    StageMedians.put(facts, stages);
    return proof;
  }

  private void verifyAll(byte[] proof) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < VERIFICATIONS; i++) {
      long start = System.nanoTime();
      verify(proof);
      millis.add(secondsSince(start) * 1e3);
    }
    facts.put("verifyMillis", Median.of(millis));
  }

  /** Throws unless the proof convinces and shows what execution gave. */
  private void verify(byte[] proof) throws Exception {
    byte[] output =
        RunVerifier.verifyUnsafe(machine.key(), proof, NO_CONTEXT, result.exitCode()).output();
    if (!Arrays.equals(output, result.output())) {
      throw new IllegalStateException("the proven output is not the program's");
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
