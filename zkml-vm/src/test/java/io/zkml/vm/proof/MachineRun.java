package io.zkml.vm.proof;

import io.zkml.core.air.Interaction;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.contraction.Operand;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.program.TensorProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of a program as a prover holds it, open to changes. */
final class MachineRun {

  private static final int LOG_HEIGHT = 4;
  private static final int ARITY = 2;

  final TensorMachine machine;
  final ProofPlan plan;
  final List<long[]> values;
  final List<long[]> tensors;
  final long[] constants;

  /** Cells of the boundary vectors; salt is written when they are committed. */
  final List<long[]> boundary = new ArrayList<>();

  final long[] committed;
  final List<long[]> virtual;
  private final List<long[]> offsets = new ArrayList<>();

  /** An honest run; {@code values} are those of inputs and constants. */
  MachineRun(TensorProgram program, List<long[]> values) {
    this(program, values, TensorExecutor.run(program, values));
  }

  private MachineRun(TensorProgram program, List<long[]> values, List<long[]> tensors) {
    this(program, values, tensors, new TensorMachine(program).witness(tensors, List.of()));
  }

  /** A run of the prover's choice. */
  MachineRun(TensorProgram program, List<long[]> values, List<long[]> tensors, Witness witness) {
    this.machine = new TensorMachine(program);
    this.plan = machine.plan();
    this.values = values;
    this.tensors = tensors;
    this.committed = witness.committed().getFirst().clone();
    this.virtual = new ArrayList<>(witness.virtualColumns());
    this.constants = key().preprocessedEntries().getFirst().clone();
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      offsets.add(new StackedLayout(LOG_HEIGHT, c.blockLogs()).offsets());
    }
    for (int t : program.boundary()) {
      BoundaryTensor form = new BoundaryTensor(program.tensors().get(t).layout());
      boundary.add(form.entries(tensors.get(t)));
    }
  }

  /** The honest key. */
  ProvingKey key() {
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(SecurityParameters.UNSAFE_TEST, Kernels.scalar(), workers);
      return machine.setup(values, fri, Folding.uniform(LOG_HEIGHT, ARITY));
    }
  }

  /** The true statement. */
  Statement statement() {
    return statement(key().verifyingKey(), new byte[] {1, 2, 3});
  }

  /** The true statement under a key of other columns. */
  Statement statement(VerifyingKey key, byte[] context) {
    List<Digest> digests = vectors(key).stream().map(v -> v.digest(key)).toList();
    return machine.statement(tensors, digests, context);
  }

  /** The prover's cells as they are now. */
  Witness witness(VerifyingKey key) {
    return new Witness(vectors(key), List.of(committed), virtual);
  }

  /** The boundary's cells as they are now, committed under salts of their own. */
  private List<BoundaryVector> vectors(VerifyingKey key) {
    List<BoundaryVector> out = new ArrayList<>();
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(key.parameters(), Kernels.scalar(), workers);
      for (int k = 0; k < boundary.size(); k++) {
        out.add(BoundaryVector.commit(fri, key, k, boundary.get(k).clone(), salt(k)));
      }
    }
    return out;
  }

  static Salt salt(int number) {
    byte[] seed = new byte[Salt.BYTES];
    seed[0] = (byte) number;
    return Salt.of(seed);
  }

  /** The cells of a commitment. */
  long[] cells(int commitment) {
    if (commitment == PlanBuilder.CONSTANTS) {
      return constants;
    }
    return commitment <= boundary.size() ? boundary.get(commitment - 1) : committed;
  }

  /** Follows the protocol on the cells as they are now. */
  StarkProof prove(ProvingKey key, Statement statement) {
    try (Workers workers = Workers.of(1)) {
      return new StarkProver(Kernels.scalar(), workers, key)
          .prove(statement, witness(key.verifyingKey()));
    }
  }

  /** Where a committed column of a segment starts. */
  int offset(Segment segment, int column) {
    Segment.Committed c = (Segment.Committed) segment.sources().get(column);
    return Math.toIntExact(offset(c.commitment(), c.block()));
  }

  private long offset(int commitment, int block) {
    return offsets.get(commitment)[block];
  }

  /** Entries of an operand, from its first one on. */
  long[] block(Operand operand) {
    if (operand.isPublic()) {
      return publicBlock(operand.block());
    }
    long[] entries = cells(operand.source());
    int from = Math.toIntExact(offset(operand.source(), operand.block())) + operand.offset();
    return Arrays.copyOfRange(entries, from, entries.length);
  }

  private long[] publicBlock(int block) {
    int rest = block;
    for (int t = 0; ; t++) {
      PublicTensor tensor = plan.publicTensors().get(t);
      if (rest < tensor.layout().blocks()) {
        long[] out = new long[1 << tensor.layout().blockLog(rest)];
        tensor.layout().scatter(canonical(statement().tensors().get(t)), rest, out, 0);
        return out;
      }
      rest -= tensor.layout().blocks();
    }
  }

  private static long[] canonical(long[] values) {
    return Arrays.stream(values).map(Goldilocks::fromSigned).toArray();
  }

  /** The virtual columns that follow from the cells as they are now. */
  List<long[]> relations() {
    return plan.relations().stream().map(r -> RelationLoops.column(r, this::block)).toList();
  }

  /** All tables as the trace checker takes them. */
  List<TraceTable> tables() {
    List<TraceTable> out = new ArrayList<>();
    for (Segment s : plan.segments()) {
      List<long[]> columns = new ArrayList<>();
      for (Segment.Source source : s.sources()) {
        columns.add(column(s, source));
      }
      out.add(new TraceTable(s.chip(), columns));
    }
    return out;
  }

  private long[] column(Segment s, Segment.Source source) {
    int rows = 1 << s.logRows();
    return switch (source) {
      case Segment.Committed c -> {
        long[] entries = cells(c.commitment());
        int from = Math.toIntExact(offset(c.commitment(), c.block()));
        yield Arrays.copyOfRange(entries, from, from + rows);
      }
      case Segment.Virtual v -> virtual.get(v.relation());
      case Segment.Public p -> {
        long[] out = new long[rows];
        Arrays.setAll(out, p.column()::row);
        yield out;
      }
    };
  }

  /** Makes virtual columns and multiplicities fit the other cells, where any can. */
  void refill() {
    List<long[]> relations = relations();
    for (int r = 0; r < relations.size(); r++) {
      virtual.set(r, relations.get(r));
    }
    List<TraceTable> tables = tables();
    for (int t = 0; t < tables.size(); t++) {
      Segment owner = plan.segments().get(t);
      if (isOwner(owner)) {
        int at = offset(owner, RangeTable.MULTIPLICITY);
        Arrays.fill(committed, at, at + (1 << owner.logRows()), 0);
        tables.forEach(table -> count(table, owner, at));
      }
    }
  }

  /** Whether a segment is a table that others look into. */
  static boolean isOwner(Segment segment) {
    String name = segment.chip().columns().getFirst().name();
    return name.equals("multiplicity");
  }

  private void count(TraceTable table, Segment owner, int at) {
    Interaction entry = owner.chip().interactions().getFirst();
    long id =
        entry.bus().equals(FunctionTable.BUS)
            ? owner
                .chip()
                .graph()
                .evaluateRow(new long[owner.sources().size()])[entry.values().getFirst()]
            : 0;
    for (int row = 0; row < table.rows(); row++) {
      long[] node = table.chip().graph().evaluateRow(table.row(row));
      for (Interaction i : table.chip().interactions()) {
        boolean range = i.bus().equals(RangeTable.BUS);
        boolean same = i.bus().equals(entry.bus()) && node[i.numerator()] == 1;
        if (same && (range || node[i.values().getFirst()] == id)) {
          long key = node[i.values().get(range ? 0 : 1)];
          if (key >= 0 && key < 1L << owner.logRows()) {
            committed[at + (int) key]++;
          }
        }
      }
    }
  }
}
