package io.zkml.vm.riscv.proof;

import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.FriPlanner;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.CommittedDataFile;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.progress.Monitor;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Transcript;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.model.Guest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program and proves its runs. May be used by many threads. */
public final class VirtualMachine {

  /** Instructions of a run for which the form of proofs is chosen, unless set-up says otherwise. */
  public static final int TYPICAL_CYCLES = 1 << 18;

  /** Committed cells of an instruction, roughly. */
  private static final int CELLS_PER_CYCLE = 20;

  private static final Limits LIMITS =
      Limits.DEFAULT.withCycles(RunShape.MAX_CYCLES).withOutputBytes(RunShape.MAX_OUTPUT_BYTES);

  private final Machine machine;
  private final Guest guest;
  private final ProgramKey key;
  private final long[] entries;
  private final CommittedData committed;
  private final FriProver fri;
  private final ProgramProver.Resources resources;
  private final ShardSize shards;

  private VirtualMachine(
      Guest guest,
      ProgramKey key,
      long[] entries,
      CommittedData committed,
      FriProver fri,
      ProgramProver.Resources resources,
      ShardSize shards) {
    this.machine = new Machine(guest, LIMITS);
    this.guest = guest;
    this.key = key;
    this.entries = entries;
    this.committed = committed;
    this.fri = fri;
    this.resources = resources;
    this.shards = shards;
  }

  /** The same machine proving long runs in shards of another size. */
  public VirtualMachine withShards(ShardSize size) {
    return new VirtualMachine(guest, key, entries, committed, fri, resources, size);
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
    return setup(Guest.of(program), parameters, typicalCycles, resources);
  }

  /** As above, of a program that calls models. */
  public static VirtualMachine setup(
      Guest guest,
      SecurityParameters parameters,
      int typicalCycles,
      ProgramProver.Resources resources) {
    Setup setup = new Setup(guest, parameters, typicalCycles, resources);
    return setup.machine(setup.commit());
  }

  /**
   * As {@link #setup(Program, SecurityParameters, int, ProgramProver.Resources)}, keeping the
   * commitment in a file. A file that is missing, damaged or made from something else is written
   * anew.
   *
   * @throws UncheckedIOException if the file must be written and cannot be
   */
  public static VirtualMachine cached(
      Program program,
      SecurityParameters parameters,
      int typicalCycles,
      ProgramProver.Resources resources,
      Path file) {
    Setup setup = new Setup(Guest.of(program), parameters, typicalCycles, resources);
    try {
      return setup.machine(setup.load(file));
    } catch (IOException unusable) {
      CommittedData data = setup.commit();
      setup.write(file, data);
      return setup.machine(data);
    }
  }

  /** A program about to be committed to. */
  private static final class Setup {
    private final Guest guest;
    private final ProgramFacts facts;
    private final ProgramProver.Resources resources;
    private final FriProver fri;
    private final Folding folding;
    private final StackedLayout layout;
    private final long[] entries;

    Setup(
        Guest guest,
        SecurityParameters parameters,
        int typicalCycles,
        ProgramProver.Resources resources) {
      this.guest = guest;
      this.facts = ProgramFacts.of(guest.program());
      this.resources = resources;
      this.fri =
          new FriProver(parameters, resources.kernels(), resources.hasher(), resources.workers());
      this.folding = folding(guest, parameters, typicalCycles);
      this.layout = ProgramKey.layout(facts, guest.forms(), folding.logHeight());
      this.entries = CommittedProgram.entries(guest, layout);
    }

    CommittedData commit() {
      StackedColumns columns = new StackedColumns(layout);
      columns.put(0, entries, 0, entries.length);
      return fri.commit(columns, folding.arity());
    }

    CommittedData load(Path file) throws IOException {
      return CommittedDataFile.map(fri, file, identity(), layout, folding.arity(), entries);
    }

    void write(Path file, CommittedData data) {
      try {
        CommittedDataFile.write(file, identity(), data);
      } catch (IOException e) {
        throw new UncheckedIOException("the key file " + file + " cannot be written", e);
      }
    }

    private Digest identity() {
      Transcript t = Transcript.start("zkml/riscv-key-file/2");
      t.absorb("program", guest.program().digest());
      t.absorb("parameters", fri.parameters().encode());
      t.absorb("folding", folding.encode());
      return Digest.of(t.state());
    }

    VirtualMachine machine(CommittedData data) {
      ProgramKey key =
          new ProgramKey(fri.parameters(), facts, guest.forms(), folding, data.commitment());
      return new VirtualMachine(guest, key, entries, data, fri, resources, ShardSize.DEFAULT);
    }
  }

  private static Folding folding(Guest guest, SecurityParameters parameters, int typicalCycles) {
    ProgramFacts facts = ProgramFacts.of(guest.program());
    long program = ProgramKey.layout(facts, guest.forms(), 0).size();
    long cells = Math.min(ShardSize.DEFAULT.cells(), (long) CELLS_PER_CYCLE * typicalCycles);
    long run = Math.max(1L << 16, cells);
    int maxLog = 64 - Long.numberOfLeadingZeros(run - 1);
    return FriPlanner.plan(parameters, List.of(program, run), maxLog).folding();
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
  public RunPlans meter(byte[] input) throws TrapException {
    ShardCutter cutter = prover().cutter();
    return key.plans(cutter.finish(machine.trace(input, shards.chunkCycles(), cutter::begins)));
  }

  /**
   * Runs the program and proves the run, in shards if it is long: then the program is run twice,
   * and memory is bounded by a shard's size.
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
   * @throws UncheckedIOException if the key file was cut short while it is in use
   */
  public RunProof prove(byte[] input, byte[] context, Monitor monitor) throws TrapException {
    return prover()
        .prove((cycles, chunks) -> machine.trace(input, cycles, chunks), context, monitor);
  }

  /** A prover of traces that come from this program, or are said to. */
  RunProver prover() {
    return new RunProver(
        guest, key, new RunProver.Text(entries, committed), fri, resources, shards);
  }

  /** Entries of the program's commitment, for checks of whole traces. */
  long[] programEntries() {
    return entries;
  }
}
