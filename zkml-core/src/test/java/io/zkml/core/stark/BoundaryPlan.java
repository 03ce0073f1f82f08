package io.zkml.core.stark;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Kernels;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import java.util.Arrays;
import java.util.List;

/**
 * Squares of three committed numbers below 8, themselves committed; public is their copy plus one.
 * Rows are 4: the last is padding and must be 0 in both.
 */
final class BoundaryPlan {

  static final int INPUT = 0;
  static final int OUTPUT = 1;
  static final int ROWS = 3;
  private static final int LOG = 2;
  private static final int TABLE_LOG = 3;
  private static final int WITNESS = 2;
  private static final int HEIGHT = 5;
  private static final int ARITY = 2;
  private static final Bus RANGE = new Bus("range", 1, 1);
  private static final Bus SILENT = new Bus("silent", 99, 1);

  final long[] x;
  final long[] y;
  final long[] shown = new long[ROWS];

  /** A run on these inputs, at most four: the fourth is in the padding. */
  BoundaryPlan(long... x) {
    this.x = Arrays.copyOf(x, 1 << LOG);
    this.y = Arrays.stream(this.x).map(v -> v * v).toArray();
    Arrays.setAll(shown, i -> this.x[i] + 1);
  }

  /** A chip that sends its column to nobody. */
  static Chip sendChip() {
    ConstraintBuilder b = new ConstraintBuilder("send");
    b.interact("x", SILENT, b.constant(0), b.committed("x"));
    return b.build();
  }

  private static Chip squareChip() {
    ConstraintBuilder b = new ConstraintBuilder("square");
    Expr x = b.committed("x");
    Expr y = b.committed("y");
    Expr next = b.committed("next");
    Expr real = b.publicColumn("real");
    b.zero("square", y.minus(x.times(x)));
    b.zero("next", next.minus(x.plus(1).times(real)));
    b.zero("padding is zero", x.minus(x.times(real)));
    b.send("range", RANGE, x);
    return b.build();
  }

  private static Chip tableChip() {
    ConstraintBuilder b = new ConstraintBuilder("table");
    b.interact("key", RANGE, b.committed("count").negate(), b.publicColumn("key"));
    return b.build();
  }

  static ProofPlan plan() {
    List<Segment.Source> columns =
        List.of(
            new Segment.Committed(INPUT, 0),
            new Segment.Committed(OUTPUT, 0),
            new Segment.Committed(WITNESS, 0),
            new Segment.Public(new PublicColumn.RowsBelow(ROWS)));
    List<Segment.Source> table =
        List.of(
            new Segment.Committed(WITNESS, 1), new Segment.Public(new PublicColumn.Affine(0, 1)));
    return new ProofPlan(
        List.of(
            ProofPlan.CommittedVector.boundary(List.of(LOG)),
            ProofPlan.CommittedVector.boundary(List.of(LOG)),
            new ProofPlan.CommittedVector(false, List.of(LOG, TABLE_LOG))),
        List.of(
            new PublicTensor(
                "shown", new TensorLayout(List.of(AxisLayout.padded(ROWS))), -100, 100)),
        List.of(
            new Segment(squareChip(), ROWS, LOG, columns),
            new Segment(tableChip(), 1L << TABLE_LOG, TABLE_LOG, table)),
        List.of(),
        List.of(new ProofPlan.Binding(Operand.committed(WITNESS, 0), 0)));
  }

  static ProvingKey key(SecurityParameters parameters) {
    VerifyingKey vk =
        new VerifyingKey(parameters, plan(), Folding.uniform(HEIGHT, ARITY), List.of());
    return new ProvingKey(vk, List.of(), List.of());
  }

  static ProvingKey key() {
    return key(SecurityParameters.UNSAFE_TEST);
  }

  static Salt salt(int seed) {
    byte[] bytes = new byte[Salt.BYTES];
    bytes[0] = (byte) seed;
    return Salt.of(bytes);
  }

  /** A boundary vector of these four cells. */
  static BoundaryVector commit(VerifyingKey key, int index, long[] cells, Salt salt) {
    long[] entries = Arrays.copyOf(cells, 2 << ProofPlan.SALT_LOG);
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(key.parameters(), Kernels.scalar(), workers);
      return BoundaryVector.commit(fri, key, index, entries, salt);
    }
  }

  /** Both vectors, with the salts 1 and 2. */
  List<BoundaryVector> boundary(VerifyingKey key) {
    return List.of(commit(key, INPUT, x, salt(1)), commit(key, OUTPUT, y, salt(2)));
  }

  /** The witness of these vectors; the table counts what it has. */
  Witness witness(List<BoundaryVector> boundary) {
    long[] committed = new long[(1 << TABLE_LOG) + (1 << LOG)];
    for (long v : x) {
      if (v >= 0 && v < 1 << TABLE_LOG) {
        committed[(int) v]++;
      }
    }
    System.arraycopy(shown, 0, committed, 1 << TABLE_LOG, ROWS);
    return new Witness(boundary, List.of(committed), List.of());
  }

  Statement statement(VerifyingKey key, List<BoundaryVector> boundary) {
    List<Digest> digests = boundary.stream().map(v -> v.digest(key)).toList();
    return new Statement(List.of(shown), digests, new byte[] {5});
  }

  StarkProof prove(ProvingKey key, Statement statement, Witness witness) {
    try (Workers workers = Workers.of(1)) {
      return new StarkProver(Kernels.scalar(), workers, key).prove(statement, witness);
    }
  }
}
