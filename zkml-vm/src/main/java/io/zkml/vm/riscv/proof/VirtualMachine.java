package io.zkml.vm.riscv.proof;

import io.zkml.core.pcs.FriPlanner;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.Stage;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.TrapException;
import java.util.List;

/** Runs a program and proves its runs. May be used by many threads. */
public final class VirtualMachine {

  /** Instructions of a run for which the form of proofs is chosen, unless set-up says otherwise. */
  public static final int TYPICAL_CYCLES = 1 << 18;

  /** Committed cells of an instruction, roughly. */
  private static final int CELLS_PER_CYCLE = 20;

  private static final Limits LIMITS =
      Limits.DEFAULT
          .withCycles(RunShape.MAX_CYCLES)
          .withOutputBytes(RunShape.MAX_OUTPUT_BYTES);

  private final Machine machine;
  private final ProgramKey key;
  private final long[] entries;
  private final CommittedData committed;
  private final FriProver fri;
  private final ProgramProver.Resources resources;

  private VirtualMachine(
      Program program,
      ProgramKey key,
      long[] entries,
      CommittedData committed,
      FriProver fri,
      ProgramProver.Resources resources) {
    this.machine = new Machine(program, LIMITS);
    this.key = key;
    this.entries = entries;
    this.committed = committed;
    this.fri = fri;
    this.resources = resources;
  }

  /** Commits to a program. */
  public static VirtualMachine setup(
      Program program, SecurityParameters parameters, ProgramProver.Resources resources) {
    return setup(program, parameters, TYPICAL_CYCLES, resources);
  }

  /**
   * Commits to a program whose runs are mostly of a size. Runs of other sizes are proven too, less
   * well.
   */
  public static VirtualMachine setup(
      Program program,
      SecurityParameters parameters,
      int typicalCycles,
      ProgramProver.Resources resources) {
    ProgramFacts facts = ProgramFacts.of(program);
    FriPlanner.Plan form = form(facts, parameters, typicalCycles);
    StackedLayout layout = ProgramKey.layout(facts, form.logHeight());
    long[] entries = ProgramCommitment.entries(program, layout);
    StackedColumns columns = new StackedColumns(layout);
    columns.put(0, entries, 0, entries.length);
    FriProver fri =
        new FriProver(parameters, resources.kernels(), resources.hasher(), resources.workers());
    CommittedData data = fri.commit(columns, form.arity());
    ProgramKey key =
        new ProgramKey(parameters, facts, form.logHeight(), form.arity(), data.commitment());
    return new VirtualMachine(program, key, entries, data, fri, resources);
  }

  private static FriPlanner.Plan form(
      ProgramFacts facts, SecurityParameters parameters, int typicalCycles) {
    long program = ProgramKey.layout(facts, 0).size();
    long run = Math.max(1L << 16, (long) CELLS_PER_CYCLE * typicalCycles);
    return FriPlanner.plan(parameters, List.of(program, run), 64 - Long.numberOfLeadingZeros(run - 1));
  }

  /** What verifiers need. */
  public ProgramKey key() {
    return key;
  }

  /** Runs the program. */
  public ExecutionResult execute(byte[] input) throws TrapException {
    return machine.execute(input);
  }

  /** Runs the program and says what a proof of the run would consist of. */
  public RunPlan meter(byte[] input) throws TrapException {
    return key.plan(RunWitness.shape(machine.trace(input), resources.workers()));
  }

  /**
   * Runs the program and proves the run.
   *
   * @param input private input
   * @param context what the proof is bound to
   * @throws IllegalArgumentException if the run is too large to be proven
   */
  public RunProof prove(byte[] input, byte[] context) throws TrapException {
    return prove(input, context, Monitor.silent());
  }

  /**
   * As {@link #prove(byte[], byte[])}, under observation.
   *
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   */
  public RunProof prove(byte[] input, byte[] context, Monitor monitor) throws TrapException {
    return prove(machine.trace(input), context, monitor);
  }

  /** Proves the run of a trace. */
  RunProof prove(ExecutionTrace trace, byte[] context, Monitor monitor) {
    byte[] output = trace.summary().result().output();
    RunPlan plan = key.plan(RunWitness.shape(trace, resources.workers()));
    Witness witness =
        monitor.stage(
            Stage.WITNESS, () -> new RunWitness(plan, trace, resources.workers()).build());
    return new RunProof(plan.shape(), output, prove(plan, witness, output, context, monitor));
  }

  /** Proves what a witness shows. */
  StarkProof prove(
      RunPlan plan, Witness witness, byte[] output, byte[] context, Monitor monitor) {
    VerifyingKey verifyingKey = key.verifyingKey(plan);
    ProvingKey provingKey = new ProvingKey(verifyingKey, List.of(entries), List.of(committed));
    StarkProver prover =
        new StarkProver(resources.kernels(), resources.workers(), fri, provingKey);
    return prover.prove(RunProof.statement(output, context), witness, monitor);
  }

  /** Entries of the program's commitment, for checks of whole traces. */
  long[] programEntries() {
    return entries;
  }
}
