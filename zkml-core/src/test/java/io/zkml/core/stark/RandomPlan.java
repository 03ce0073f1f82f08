package io.zkml.core.stark;

import io.zkml.core.air.Bus;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Random chips without tensor relations: free committed columns, public columns, and columns that a
 * constraint of degree 1 to 3 determines; messages that are sent and received equally often, and
 * lookups of a table. Segments have random heights, columns lie in commitments of all kinds.
 */
final class RandomPlan {

  private static final SecurityParameters PARAMETERS = SecurityParameters.UNSAFE_TEST;
  private static final int LOG_HEIGHT = 4;
  private static final int ARITY = 2;
  private static final int MAX_LOG_ROWS = 4;
  private static final Bus TABLE = new Bus("table", 1, 3);
  private static final int TABLE_ID = 5;
  private static final int TABLE_LOG = 3;
  private static final int TABLE_BASE = -2;

  final RandomElements random;
  final ProofPlan plan;
  private final int preprocessed;
  private final boolean lookups;
  private final int boundary;
  private final List<List<Integer>> blockLogs = new ArrayList<>();
  private final List<List<long[]>> blocks = new ArrayList<>();
  private final List<long[]> vectors = new ArrayList<>();
  private final long[] table = new long[1 << TABLE_LOG];
  private final long[] multiplicities = new long[1 << TABLE_LOG];

  RandomPlan(long seed) {
    random = new RandomElements(seed);
    preprocessed = random.below(3);
    boundary = random.below(3);
    lookups = random.coin();
    int commitments = preprocessed + boundary + 1 + random.below(2);
    for (int k = 0; k < commitments; k++) {
      blockLogs.add(new ArrayList<>());
      blocks.add(new ArrayList<>());
    }
    for (int i = 0; i < table.length; i++) {
      table[i] = Goldilocks.fromSigned(3L * (TABLE_BASE + i));
    }
    List<Segment> segments = new ArrayList<>();
    for (int n = 1 + random.below(4); n > 0; n--) {
      segments.add(segment(segments.size()));
    }
    if (lookups) {
      segments.add(random.below(segments.size() + 1), table());
    }
    List<ProofPlan.CommittedVector> committed = new ArrayList<>();
    for (int k = 0; k < commitments; k++) {
      if (blockLogs.get(k).isEmpty()) {
        Segment.Committed filler = place(k, random.elements(1 << 2), 2);
        if (kind(k) == CommitmentKind.BOUNDARY) {
          segments.add(new Segment(BoundaryPlan.sendChip(), 4, 2, List.of(filler)));
        }
      }
      if (kind(k) == CommitmentKind.BOUNDARY) {
        place(k, new long[1 << ProofPlan.SALT_LOG], ProofPlan.SALT_LOG);
      }
      committed.add(new ProofPlan.CommittedVector(kind(k), blockLogs.get(k)));
      vectors.add(stack(k));
    }
    plan = new ProofPlan(committed, List.of(), segments, List.of(), List.of());
  }

  private CommitmentKind kind(int commitment) {
    if (commitment < preprocessed) {
      return CommitmentKind.PREPROCESSED;
    }
    return commitment < preprocessed + boundary ? CommitmentKind.BOUNDARY : CommitmentKind.WITNESS;
  }

  private Segment.Committed place(int commitment, long[] values, int log) {
    blockLogs.get(commitment).add(log);
    blocks.get(commitment).add(values);
    return new Segment.Committed(commitment, blocks.get(commitment).size() - 1);
  }

  private long[] stack(int k) {
    StackedLayout layout = new StackedLayout(0, blockLogs.get(k));
    long[] offsets = layout.offsets();
    long[] out = new long[Math.toIntExact(layout.size())];
    for (int b = 0; b < offsets.length; b++) {
      long[] values = blocks.get(k).get(b);
      System.arraycopy(values, 0, out, Math.toIntExact(offsets[b]), values.length);
    }
    return out;
  }

  /** A column under construction. */
  private record Column(Expr expr, Segment.Source source, long[] values) {}

  private Segment segment(int number) {
    int logRows = random.below(MAX_LOG_ROWS + 1);
    int rows = 1 << logRows;
    ConstraintBuilder b = new ConstraintBuilder("chip " + number);
    List<Column> columns = new ArrayList<>();
    for (int n = 1 + random.below(3); n > 0; n--) {
      long[] values = random.elements(rows);
      int at = random.below(blocks.size());
      columns.add(
          new Column(b.committed("free" + columns.size()), place(at, values, logRows), values));
    }
    for (int n = random.below(3); n > 0; n--) {
      columns.add(publicColumn(b, "public" + columns.size(), rows));
    }
    for (int n = random.below(4); n > 0; n--) {
      columns.add(derived(b, "derived" + columns.size(), columns, logRows));
    }
    for (int n = 1 + random.below(2); n > 0; n--) {
      messages(b, columns, n, logRows);
    }
    if (lookups && random.coin()) {
      lookups(b, columns, logRows);
    }
    List<Segment.Source> sources = columns.stream().map(Column::source).toList();
    return new Segment(b.build(), 1 + random.below(rows), logRows, sources);
  }

  private Column publicColumn(ConstraintBuilder b, String name, int rows) {
    PublicColumn column =
        switch (random.below(5)) {
          case 0 -> new PublicColumn.Affine(random.signed(1L << 40), random.signed(1L << 40));
          case 1 -> new PublicColumn.RowsBelow(random.below(rows + 1));
          case 2 -> new PublicColumn.RealPositions(boxes(rows));
          case 3 -> new PublicColumn.Linear(boxes(rows).stream().map(this::part).toList());
          default -> {
            long base = random.signed(20);
            long low = base + random.below(10);
            yield new PublicColumn.Clamp(base, low, low + random.below(10));
          }
        };
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = column.row(i);
    }
    return new Column(b.publicColumn(name), new Segment.Public(column), values);
  }

  /** Disjoint blocks of some of the rows. */
  private List<PublicColumn.Box> boxes(int rows) {
    List<PublicColumn.Box> out = new ArrayList<>();
    for (int row = 0; row < rows; ) {
      int most = Integer.numberOfTrailingZeros(row == 0 ? rows : row);
      int first = random.below(most + 1);
      int second = random.below(most - first + 1);
      if (random.below(4) > 0) {
        out.add(new PublicColumn.Box(row, List.of(extent(first), extent(second))));
      }
      row += 1 << (first + second);
    }
    return out;
  }

  private PublicColumn.Part part(PublicColumn.Box box) {
    List<Long> strides = box.axes().stream().map(axis -> random.signed(1L << 20)).toList();
    return new PublicColumn.Part(box, random.signed(1L << 40), strides);
  }

  private PublicColumn.Extent extent(int log) {
    return new PublicColumn.Extent(log, 1 + random.below(1 << log));
  }

  /** A column d with the constraint d = f, f a product of up to three columns plus one. */
  private Column derived(ConstraintBuilder b, String name, List<Column> columns, int logRows) {
    Expr d = b.committed(name);
    Column plus = columns.get(random.below(columns.size()));
    long factor = random.signed(1L << 50);
    Column first = columns.get(random.below(columns.size()));
    Expr product = first.expr();
    long[] values = first.values().clone();
    for (int n = random.below(3); n > 0; n--) {
      Column c = columns.get(random.below(columns.size()));
      product = product.times(c.expr());
      for (int i = 0; i < values.length; i++) {
        values[i] = Goldilocks.mul(values[i], c.values()[i]);
      }
    }
    b.zero(name, d.minus(product.plus(plus.expr().times(factor))));
    for (int i = 0; i < values.length; i++) {
      long term = Goldilocks.mul(Goldilocks.fromSigned(factor), plus.values()[i]);
      values[i] = Goldilocks.add(values[i], term);
    }
    return new Column(d, place(random.below(blocks.size()), values, logRows), values);
  }

  /** A message that is sent and received equally often: a permutation bus. */
  private void messages(ConstraintBuilder b, List<Column> columns, int number, int logRows) {
    int width = 1 + random.below(5);
    Bus bus = new Bus("bus " + width, 7 + width, width);
    Expr numerator = counter(b, columns, number, logRows);
    Expr[] values = new Expr[width];
    for (int i = 0; i < width; i++) {
      values[i] = affine(b, columns);
    }
    b.interact("send " + number, bus, numerator, values);
    b.interact("receive " + number, bus, numerator.negate(), values);
  }

  /** A constant, or an expression that a boolean column makes 0, 1 or -1. */
  private Expr counter(ConstraintBuilder b, List<Column> columns, int number, int logRows) {
    int kind = random.below(6);
    if (kind < 3) {
      return b.constant(kind - 1);
    }
    Expr s = bit(b, columns, "s" + number, logRows).expr();
    return switch (kind) {
      case 3 -> s;
      case 4 -> s.negate().plus(1);
      default -> b.constant(1).minus(s.times(2));
    };
  }

  /** A new committed column of random bits, constrained to be boolean. */
  private Column bit(ConstraintBuilder b, List<Column> columns, String name, int logRows) {
    long[] bits = new long[1 << logRows];
    Arrays.setAll(bits, i -> random.below(2));
    Expr s = b.committed(name);
    b.zero(name + " is boolean", s.times(s.plus(-1)));
    columns.add(new Column(s, place(random.below(blocks.size()), bits, logRows), bits));
    return columns.getLast();
  }

  /** Lookups of random entries of the table, by all rows or by those where a bit is 1. */
  private void lookups(ConstraintBuilder b, List<Column> columns, int logRows) {
    long[] keys = new long[1 << logRows];
    long[] values = new long[1 << logRows];
    int[] entries = new int[1 << logRows];
    for (int row = 0; row < keys.length; row++) {
      int entry = random.below(1 << TABLE_LOG);
      keys[row] = Goldilocks.fromSigned(TABLE_BASE + entry);
      values[row] = table[entry];
      entries[row] = entry;
    }
    Expr key = b.committed("key");
    columns.add(new Column(key, place(random.below(blocks.size()), keys, logRows), keys));
    Expr value = b.committed("value");
    columns.add(new Column(value, place(random.below(blocks.size()), values, logRows), values));
    Expr numerator = b.constant(1);
    long[] counts = new long[keys.length];
    Arrays.fill(counts, 1);
    if (random.coin()) {
      Column bit = bit(b, columns, "looks up", logRows);
      numerator = bit.expr();
      counts = bit.values();
    }
    for (int row = 0; row < keys.length; row++) {
      multiplicities[entries[row]] += counts[row];
    }
    b.interact("lookup", TABLE, numerator, b.constant(TABLE_ID), key, value);
  }

  /** The table of the lookups, with preprocessed values if the plan has such commitments. */
  private Segment table() {
    ConstraintBuilder b = new ConstraintBuilder("table");
    Expr multiplicity = b.committed("multiplicity");
    Expr key = b.publicColumn("key");
    Segment.Source values = new Segment.Public(new PublicColumn.Affine(3 * TABLE_BASE, 3));
    Expr value = preprocessed > 0 ? b.committed("value") : b.publicColumn("value");
    if (preprocessed > 0) {
      values = place(random.below(preprocessed), table, TABLE_LOG);
    }
    b.interact("entry", TABLE, multiplicity.negate(), b.constant(TABLE_ID), key, value);
    Segment.Source counts = place(blocks.size() - 1, multiplicities, TABLE_LOG);
    Segment.Source keys = new Segment.Public(new PublicColumn.Affine(TABLE_BASE, 1));
    return new Segment(b.build(), 1 << TABLE_LOG, TABLE_LOG, List.of(counts, keys, values));
  }

  private Expr affine(ConstraintBuilder b, List<Column> columns) {
    Expr sum = b.constant(random.signed(3));
    for (int n = random.below(3); n > 0; n--) {
      Expr c = columns.get(random.below(columns.size())).expr();
      sum = sum.plus(c.times(random.signed(1L << 50)));
    }
    return sum;
  }

  ProvingKey key() {
    List<CommittedData> data = new ArrayList<>();
    List<Commitment> commitments = new ArrayList<>();
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(PARAMETERS, Kernels.scalar(), workers);
      for (int k = 0; k < preprocessed; k++) {
        StackedColumns columns =
            new StackedColumns(new StackedLayout(LOG_HEIGHT, blockLogs.get(k)));
        columns.put(0, vectors.get(k), 0, vectors.get(k).length);
        data.add(fri.commit(columns, ARITY));
        commitments.add(data.getLast().commitment());
      }
    }
    VerifyingKey vk =
        new VerifyingKey(PARAMETERS, plan, Folding.uniform(LOG_HEIGHT, ARITY), commitments);
    return new ProvingKey(vk, vectors.subList(0, preprocessed), data);
  }

  Statement statement() {
    List<Digest> digests = boundary().stream().map(v -> v.digest(key().verifyingKey())).toList();
    return new Statement(List.of(), digests, new byte[0]);
  }

  Witness witness() {
    List<long[]> own = vectors.subList(preprocessed + boundary, vectors.size());
    return new Witness(boundary(), own, List.of());
  }

  private List<BoundaryVector> boundary() {
    List<BoundaryVector> out = new ArrayList<>();
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(PARAMETERS, Kernels.scalar(), workers);
      for (int k = 0; k < boundary; k++) {
        Salt salt = Salt.of(new byte[Salt.BYTES]);
        long[] entries = vectors.get(preprocessed + k);
        out.add(BoundaryVector.commit(fri, key().verifyingKey(), k, entries, salt));
      }
    }
    return out;
  }

  /** Changes one entry of the witness. */
  void tamper() {
    long[] vector = vectors.get(preprocessed + random.below(vectors.size() - preprocessed));
    int at = random.below(vector.length);
    vector[at] = Goldilocks.add(vector[at], 1);
  }

  @Override
  public String toString() {
    return random + ", " + plan;
  }
}
