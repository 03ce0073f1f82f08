package io.zkml.core.codec;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/** Small keys that use every kind of part. They describe nothing sensible. */
final class KeyFixture {

  static final Bus RANGE = new Bus("range", 1, 1);
  static final Bus PAIRS = new Bus("pairs", 2, 2);

  private KeyFixture() {}

  /** A key with one oracle besides the commitments. */
  static VerifyingKey rich() {
    return key(SecurityParameters.UNSAFE_TEST, richPlan(), 10, 1);
  }

  /** A key of one chip and one commitment. */
  static VerifyingKey tiny() {
    return key(SecurityParameters.UNSAFE_TEST, tinyPlan(4, 4), 3, 1);
  }

  static VerifyingKey key(SecurityParameters parameters, ProofPlan plan, int height, int arity) {
    List<Commitment> preprocessed = new ArrayList<>();
    for (int k = 0; k < plan.preprocessed(); k++) {
      StackedLayout layout = new StackedLayout(height, plan.commitments().get(k).blockLogs());
      Digest root = new Digest(k, -1, 7, Long.MIN_VALUE);
      preprocessed.add(new Commitment(root, layout, new Ext3(k, 5, -(1L << 33))));
    }
    return new VerifyingKey(parameters, plan, Folding.uniform(height, arity), preprocessed);
  }

  static ProofPlan tinyPlan(int logRows, int blockLog) {
    Segment segment = new Segment(workChip(0), 3, logRows, List.of(new Segment.Committed(0, 0)));
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(blockLog))),
        List.of(),
        List.of(segment),
        List.of(),
        List.of());
  }

  /** A chip of one column that sends it on a bus. */
  static Chip workChip(int number) {
    ConstraintBuilder b = new ConstraintBuilder("work" + number);
    ConstraintBuilder.Expr x = b.committed("x");
    b.zero("boolean", x.times(x).minus(x));
    b.send("x", RANGE, x);
    return b.build();
  }

  private static Chip tableChip() {
    ConstraintBuilder b = new ConstraintBuilder("table");
    ConstraintBuilder.Expr key = b.publicColumn("key");
    ConstraintBuilder.Expr guard = b.publicColumn("guard");
    ConstraintBuilder.Expr image = b.publicColumn("image");
    ConstraintBuilder.Expr real = b.publicColumn("real");
    ConstraintBuilder.Expr multiplicity = b.committed("multiplicity");
    b.zero("real", real.times(real).minus(real));
    b.zero("guarded", guard.negate().plus(1).times(multiplicity));
    b.interact("range", RANGE, multiplicity.negate(), key);
    b.interact("pairs", PAIRS, multiplicity.negate(), key, image);
    b.publicColumn("bits");
    ConstraintBuilder.Expr and = b.publicColumn("and");
    b.zero("nothing", and.minus(and));
    b.publicColumn("linear");
    return b.build();
  }

  private static Chip virtualChip() {
    ConstraintBuilder b = new ConstraintBuilder("requantise");
    ConstraintBuilder.Expr accumulator = b.virtual("accumulator");
    ConstraintBuilder.Expr result = b.committed("result");
    b.zero("cube", result.times(result).times(result).minus(accumulator.times(-3)));
    b.send("pair", PAIRS, accumulator.plus(1L << 40), result);
    return b.build();
  }

  static ProofPlan richPlan() {
    return new ProofPlan(
        List.of(
            new ProofPlan.CommittedVector(true, List.of(6, 4, 3)),
            new ProofPlan.CommittedVector(false, List.of(4, 4, 4, 6, 2))),
        tensors(),
        segments(),
        List.of(relation("products", products()), relation("sums", sums())),
        List.of(
            new ProofPlan.Binding(Operand.committed(1, 0), 2),
            new ProofPlan.Binding(new Operand(1, 3, 16), 0)));
  }

  private static List<PublicTensor> tensors() {
    TensorLayout in = new TensorLayout(List.of(AxisLayout.split(6), AxisLayout.padded(3)));
    TensorLayout out = new TensorLayout(List.of(AxisLayout.padded(13)));
    return List.of(
        new PublicTensor("eingabe \u00e4", in, -128, 127),
        new PublicTensor("out", out, -(1L << 62), 1L << 62));
  }

  private static List<Segment> segments() {
    Segment table =
        new Segment(
            tableChip(),
            11,
            4,
            List.of(
                new Segment.Public(new PublicColumn.Affine(-8, 1)),
                new Segment.Public(new PublicColumn.RowsBelow(11)),
                new Segment.Public(new PublicColumn.Clamp(-8, 0, 5)),
                new Segment.Public(new PublicColumn.RealPositions(boxes())),
                new Segment.Committed(0, 1),
                new Segment.Public(new PublicColumn.Bits(1, 2)),
                new Segment.Public(new PublicColumn.And(2)),
                new Segment.Public(new PublicColumn.Linear(parts()))));
    Segment first = new Segment(virtualChip(), 16, 4, virtualColumns(0, 1));
    Segment second = new Segment(virtualChip(), 2, 4, virtualColumns(1, 2));
    return List.of(table, first, second);
  }

  private static List<PublicColumn.Box> boxes() {
    return List.of(
        new PublicColumn.Box(
            0, List.of(new PublicColumn.Extent(2, 3), new PublicColumn.Extent(1, 2))),
        new PublicColumn.Box(12, List.of(new PublicColumn.Extent(2, 1))));
  }

  private static List<PublicColumn.Part> parts() {
    return List.of(
        new PublicColumn.Part(boxes().getFirst(), 1L << 40, List.of(-2L, 1L)),
        new PublicColumn.Part(new PublicColumn.Box(9, List.of()), -1, List.of()));
  }

  private static List<Segment.Source> virtualColumns(int relation, int block) {
    return List.of(new Segment.Virtual(relation), new Segment.Committed(1, block));
  }

  private static Relation relation(String label, List<Term> terms) {
    return new Relation(label, 4, terms);
  }

  private static List<Term> products() {
    List<AxisMap> matrix =
        List.of(new AxisMap.Free(2), new AxisMap.Batch(2), new AxisMap.Inner(2, 2, 0));
    List<AxisMap> convolution =
        List.of(new AxisMap.Shared(2), new AxisMap.Window(2, 3, 2, 4, 1, 2, 1, 1, 1, false));
    List<AxisMap> gathered =
        List.of(
            new AxisMap.Free(2),
            new AxisMap.Gather(2, 2, IndexList.of(1, 0)),
            new AxisMap.Inner(2, 2, 0));
    return List.of(
        new Term(0, -1, Operand.committed(1, 0), Operand.committed(0, 1), matrix),
        new Term(
            0,
            2,
            Operand.committed(1, 0),
            Operand.committed(0, 1),
            gathered,
            AxisOrder.of(1, 2, 0),
            AxisOrder.of(2, 1, 0)),
        new Term(0, 3, new Operand(1, 3, 32), Operand.committed(0, 2), convolution),
        new Term(0, 1, Operand.publicBlock(0), Operand.committed(0, 2), convolution),
        new Term(0, 1, Operand.committed(1, 0), Operand.publicBlock(2), matrix));
  }

  private static List<Term> sums() {
    AxisMap window = new AxisMap.Window(2, 4, 2, 3, 0, 2, 1, 1, 0, true);
    return List.of(
        new Term(0, 1, Operand.committed(1, 0), null, List.of(new AxisMap.Batch(2), window)),
        new Term(
            0,
            Long.MIN_VALUE,
            Operand.committed(1, 4),
            null,
            List.of(new AxisMap.Broadcast(2, 3), new AxisMap.Batch(2))),
        new Term(
            0,
            5,
            Operand.committed(1, 4),
            null,
            List.of(
                new AxisMap.Gather(2, 0, IndexList.of(0, -1, 0)),
                new AxisMap.Gather(2, 2, IndexList.of(3, 3, -1, 1)))),
        new Term(
            12,
            1,
            Operand.publicBlock(0),
            null,
            List.of(new AxisMap.Sum(2), new AxisMap.Batch(2))));
  }
}
