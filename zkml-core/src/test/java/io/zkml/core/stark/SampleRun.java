package io.zkml.core.stark;

import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.NaiveRelation;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.PublicBlocks;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run of {@link SamplePlan}. Arrays are open for tampering; what depends on them is not
 * recomputed unless asked for.
 */
final class SampleRun {

  static final SecurityParameters PARAMETERS = SecurityParameters.UNSAFE_TEST;
  static final int LOG_HEIGHT = 6;
  static final int ARITY = 2;

  final ProofPlan plan;
  final RandomElements random;
  final long[] x = new long[SamplePlan.BATCH * SamplePlan.INPUTS];
  final long[] y = new long[SamplePlan.BATCH * SamplePlan.FEATURES];
  final long[] preprocessed;
  final long[] committed;
  final List<long[]> virtual = new ArrayList<>();
  byte[] context = {1, 2, 3};
  private final List<long[]> offsets = new ArrayList<>();

  SampleRun(long seed) {
    this(seed, SamplePlan.plan());
  }

  /** A run of a plan that differs from the sample's in what the fill does not see. */
  SampleRun(long seed, ProofPlan plan) {
    this.plan = plan;
    this.random = new RandomElements(seed);
    List<Integer> sizes = new ArrayList<>();
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      StackedLayout layout = new StackedLayout(0, c.blockLogs());
      offsets.add(layout.offsets());
      sizes.add(Math.toIntExact(layout.size()));
    }
    preprocessed = new long[sizes.get(SamplePlan.PREPROCESSED)];
    committed = new long[sizes.get(SamplePlan.WITNESS)];
    Arrays.setAll(x, i -> random.signed(20));
    fillPreprocessed();
    fill();
  }

  /** First entry of a block. */
  int offset(int commitment, int block) {
    return Math.toIntExact(offsets.get(commitment)[block]);
  }

  /** First entry of a layer column among the witness. */
  int layer(int segment, int column) {
    return offset(SamplePlan.WITNESS, SamplePlan.layerBlock(segment, column));
  }

  /** First entry of a column of the second chip among the witness. */
  int second(int segment, int column) {
    return offset(SamplePlan.WITNESS, SamplePlan.secondBlock(segment, column));
  }

  private void fillPreprocessed() {
    long[] weights = new long[SamplePlan.FEATURES * SamplePlan.INPUTS];
    Arrays.setAll(weights, i -> Goldilocks.fromSigned(random.signed(8)));
    for (int b = 0; b < SamplePlan.WEIGHTS.blocks(); b++) {
      SamplePlan.WEIGHTS.scatter(weights, b, preprocessed, offset(SamplePlan.PREPROCESSED, b));
    }
    for (int o = 0; o < SamplePlan.FEATURES; o++) {
      int at = o < 2 ? offset(0, SamplePlan.BIAS) + o : offset(0, SamplePlan.BIAS + 1);
      preprocessed[at] = Goldilocks.fromSigned(random.signed(100));
    }
    int values = offset(0, SamplePlan.FUNCTION_VALUES);
    for (int i = 0; i < SamplePlan.TABLE_ROWS; i++) {
      preprocessed[values + i] = Goldilocks.fromSigned(SamplePlan.f(SamplePlan.TABLE_BASE + i));
    }
  }

  /** Computes everything from inputs and constants. */
  void fill() {
    Arrays.fill(committed, 0);
    virtual.clear();
    for (int i = 0; i < 2; i++) {
      fillLayer(i);
    }
    for (int k = 2; k < plan.relations().size(); k++) {
      virtual.add(NaiveRelation.column(plan.relations().get(k), this::operand));
    }
    for (int i = 0; i < 2; i++) {
      int n = 1 << SamplePlan.LAYER_LOGS.get(i);
      System.arraycopy(virtual.get(2 + 2 * i), 0, committed, second(i, SamplePlan.P), n);
      System.arraycopy(virtual.get(3 + 2 * i), 0, committed, second(i, SamplePlan.G), n);
    }
    count();
  }

  private void fillLayer(int segment) {
    long[] acc = NaiveRelation.column(plan.relations().get(segment), this::operand);
    virtual.add(acc);
    for (int row = 0; row < acc.length; row++) {
      long rounded = Goldilocks.toSigned(acc[row]) + (1L << (SamplePlan.SHIFT - 1));
      setLayerRow(segment, row, rounded >> SamplePlan.SHIFT);
    }
    long[] stored = new long[acc.length];
    Arrays.setAll(stored, i -> Goldilocks.toSigned(committed[layer(segment, SamplePlan.Y) + i]));
    SamplePlan.OUTPUT.gather(y, segment, stored, 0);
  }

  /** Fills the committed cells of a layer row that has this q. */
  void setLayerRow(int segment, int row, long q) {
    boolean selected = random.coin();
    long[] cells = {
      q,
      SamplePlan.f(q),
      selected ? Math.clamp(q, 0L, (long) SamplePlan.CLAMP_HIGH) : 0,
      selected ? 1 : 0,
      q * q * q
    };
    for (int c = 0; c < cells.length; c++) {
      committed[layer(segment, c) + row] = Goldilocks.fromSigned(cells[c]);
    }
  }

  /** Counts the lookups of all rows; messages that no table has are not counted. */
  void count() {
    int[] tables = {SamplePlan.RANGE_TABLE, SamplePlan.FUNCTION_TABLE, SamplePlan.CLAMP_TABLE};
    for (int t : tables) {
      Segment table = plan.segments().get(t);
      Interaction owner = table.chip().interactions().getFirst();
      int at = offset(SamplePlan.WITNESS, ((Segment.Committed) table.sources().getFirst()).block());
      for (int row = 0; row < 1 << table.logRows(); row++) {
        committed[at + row] = row < table.rows() ? lookups(owner, message(t, owner, row)) : 0;
      }
    }
  }

  private long lookups(Interaction owner, List<Long> message) {
    long sum = 0;
    for (int t = 0; t < SamplePlan.RANGE_TABLE; t++) {
      Segment s = plan.segments().get(t);
      for (Interaction i : s.chip().interactions()) {
        if (i.bus().equals(owner.bus())) {
          for (int row = 0; row < 1 << s.logRows(); row++) {
            boolean same = message(t, i, row).equals(message);
            sum += same ? nodes(t, row)[i.numerator()] : 0;
          }
        }
      }
    }
    return sum;
  }

  private List<Long> message(int segment, Interaction i, int row) {
    long[] node = nodes(segment, row);
    return i.values().stream().map(v -> node[v]).toList();
  }

  private long[] nodes(int segment, int row) {
    Segment s = plan.segments().get(segment);
    long[] cells = new long[s.sources().size()];
    for (int c = 0; c < cells.length; c++) {
      cells[c] =
          switch (s.sources().get(c)) {
            case Segment.Committed b ->
                vector(b.commitment())[offset(b.commitment(), b.block()) + row];
            case Segment.Virtual v -> virtual.get(v.relation())[row];
            case Segment.Public p -> p.column().row(row);
          };
    }
    return s.chip().graph().evaluateRow(cells);
  }

  private long[] vector(int commitment) {
    return commitment == SamplePlan.PREPROCESSED ? preprocessed : committed;
  }

  /** The entries from an operand's first one on. */
  long[] operand(Operand o) {
    if (o.isPublic()) {
      return PublicBlocks.of(List.of(SamplePlan.INPUT, SamplePlan.OUTPUT), List.of(x, y))
          .entries(o.block());
    }
    long[] all = vector(o.source());
    int from = offset(o.source(), o.block()) + o.offset();
    return Arrays.copyOfRange(all, from, all.length);
  }

  Statement statement() {
    return new Statement(List.of(x, y), context);
  }

  Witness witness() {
    return new Witness(List.of(committed), virtual);
  }

  /** Both keys, with the preprocessed entries as they are. */
  ProvingKey key() {
    return key(PARAMETERS, LOG_HEIGHT, ARITY);
  }

  ProvingKey key(SecurityParameters parameters, int logHeight, int arity) {
    StackedLayout layout =
        new StackedLayout(logHeight, plan.commitments().get(SamplePlan.PREPROCESSED).blockLogs());
    StackedColumns columns = new StackedColumns(layout);
    columns.put(0, preprocessed, 0, preprocessed.length);
    try (Workers workers = Workers.of(1)) {
      CommittedData data =
          new FriProver(parameters, Kernels.scalar(), workers).commit(columns, arity);
      VerifyingKey vk =
          new VerifyingKey(
              parameters, plan, Folding.uniform(logHeight, arity), List.of(data.commitment()));
      return new ProvingKey(vk, List.of(preprocessed), List.of(data));
    }
  }

  StarkProof prove() {
    return prove(key(), Kernels.scalar(), 1);
  }

  StarkProof prove(ProvingKey key, FieldKernels kernels, int threads) {
    try (Workers workers = Workers.of(threads)) {
      return new StarkProver(kernels, workers, key).prove(statement(), witness());
    }
  }

  /** A proof by the naive prover, which does not look whether it is true. */
  StarkProof proveUnchecked() throws ProofRejectedException {
    return new NaiveStarkProver(key(), statement(), witness()).prove();
  }
}
