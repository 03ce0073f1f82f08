package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Ext3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Plans that are wrong in one thing are refused when they are made. */
class PlanCheckTest {

  private static void refuse(ThrowingCallable code, String rule) {
    assertThatThrownBy(code)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }

  private static ProofPlan withCommitments(List<ProofPlan.CommittedVector> commitments) {
    return new ProofPlan(
        commitments,
        SamplePlan.publicTensors(),
        SamplePlan.segments(),
        SamplePlan.relations(),
        SamplePlan.bindings());
  }

  private static ProofPlan withSegments(UnaryOperator<List<Segment>> change) {
    return new ProofPlan(
        SamplePlan.commitments(),
        SamplePlan.publicTensors(),
        change.apply(new ArrayList<>(SamplePlan.segments())),
        SamplePlan.relations(),
        SamplePlan.bindings());
  }

  private static ProofPlan withRelations(UnaryOperator<List<Relation>> change) {
    return new ProofPlan(
        SamplePlan.commitments(),
        SamplePlan.publicTensors(),
        SamplePlan.segments(),
        change.apply(new ArrayList<>(SamplePlan.relations())),
        SamplePlan.bindings());
  }

  private static ProofPlan withBinding(Operand committed, int publicBlock) {
    return new ProofPlan(
        SamplePlan.commitments(),
        SamplePlan.publicTensors(),
        SamplePlan.segments(),
        SamplePlan.relations(),
        bindings(new ProofPlan.Binding(committed, publicBlock)));
  }

  /** The sample's bindings and one more. */
  private static List<ProofPlan.Binding> bindings(ProofPlan.Binding more) {
    List<ProofPlan.Binding> all = new ArrayList<>(SamplePlan.bindings());
    all.add(more);
    return all;
  }

  /** The sample with one source of a segment replaced. */
  private static ProofPlan withSource(int segment, int column, Segment.Source source) {
    return withSegments(list -> {
      Segment s = list.get(segment);
      List<Segment.Source> sources = new ArrayList<>(s.sources());
      sources.set(column, source);
      list.set(segment, new Segment(s.chip(), s.rows(), s.logRows(), sources));
      return list;
    });
  }

  /** The sample with another term in place of its first relation's. */
  private static ProofPlan withTerm(Operand a, Operand b, AxisMap... axes) {
    Term t = new Term(0, 1, a, b, List.of(axes));
    return withRelations(list -> {
      list.set(0, new Relation("r", list.getFirst().variables(), List.of(t)));
      return list;
    });
  }

  @Test
  void constructor_samplePlan_isAccepted() {
    assertThatCode(SamplePlan::plan).doesNotThrowAnyException();
  }

  @Test
  void commitments_wrongOrderOrEmpty_throws() {
    List<ProofPlan.CommittedVector> both = SamplePlan.commitments();
    refuse(() -> withCommitments(List.of()), "commits to something");
    refuse(() -> withCommitments(both.reversed()), "is the order");
    refuse(() -> withCommitments(List.of(both.getFirst())), "has a witness");
    List<ProofPlan.CommittedVector> hollow =
        List.of(both.getFirst(), both.getLast(), new ProofPlan.CommittedVector(false, List.of()));
    refuse(() -> withCommitments(hollow), "has a block");
  }

  /** A chip's column in block 0 of a boundary vector; what is wrong is the caller's. */
  private static ProofPlan withBoundary(
      ProofPlan.CommittedVector vector, Segment.Committed source) {
    return new ProofPlan(
        List.of(vector, new ProofPlan.CommittedVector(false, List.of(2))),
        List.of(),
        List.of(
            new Segment(BoundaryPlan.sendChip(), 4, 2, List.of(source)),
            new Segment(BoundaryPlan.sendChip(), 4, 2, List.of(new Segment.Committed(1, 0)))),
        List.of(),
        List.of());
  }

  @Test
  void commitments_boundaryWithoutOrWithUsedSalt_throws() {
    Segment.Committed data = new Segment.Committed(0, 0);
    List<Integer> one = List.of(2);
    ProofPlan.CommittedVector right = ProofPlan.CommittedVector.boundary(one);
    assertThat(withBoundary(right, data).boundary()).isEqualTo(1);
    refuse(() -> withBoundary(right, new Segment.Committed(0, 1)), "salt is not used");
    refuse(
        () -> withBoundary(ProofPlan.CommittedVector.boundary(List.of(2, 3)), data),
        "a boundary vector's blocks are columns");
    refuse(() -> withBoundary(ProofPlan.CommittedVector.boundary(List.of()), data), "its salt");
    refuse(
        () ->
            withBoundary(
                new ProofPlan.CommittedVector(CommitmentKind.BOUNDARY, List.of(2, 3)), data),
        "its salt");
    refuse(
        () -> withBoundary(new ProofPlan.CommittedVector(CommitmentKind.BOUNDARY, one), data),
        "its salt");
  }

  @Test
  void segments_none_throws() {
    refuse(() -> withSegments(list -> List.of()), "has a segment");
  }

  @Test
  void columns_blockThatIsNotThere_throws() {
    refuse(() -> withSource(0, 0, new Segment.Committed(2, 0)), "commitment exists");
    refuse(() -> withSource(0, 0, new Segment.Committed(1, 999)), "block exists");
    refuse(() -> withSource(0, 0, new Segment.Committed(1, SamplePlan.RANGE_COUNT)), "size");
  }

  @Test
  void columns_committedColumnThatIsPublic_throws() {
    // Commitment -1 stands for the public blocks elsewhere; block 0 of these has 2^5 entries.
    refuse(
        () -> withSource(SamplePlan.RANGE_TABLE, 0, new Segment.Committed(Operand.PUBLIC, 0)),
        "commitment exists");
    refuse(() -> withSource(SamplePlan.RANGE_TABLE, 0, new Segment.Committed(-2, 0)), "");
  }

  @Test
  void columns_relationThatDoesNotFit_throws() {
    int acc = SamplePlan.LAYER_COLUMNS;
    refuse(() -> withSource(0, acc, new Segment.Virtual(6)), "relation exists");
    refuse(() -> withSource(0, acc, new Segment.Virtual(-1)), "relation exists");
    refuse(() -> withSource(0, acc, new Segment.Virtual(1)), "");
    refuse(() -> withSource(0, acc, new Segment.Virtual(2)), "defines one column");
    Relation spare = new Relation("spare", 2, List.of());
    refuse(
        () ->
            withRelations(list -> {
              list.add(spare);
              return list;
            }),
        "every relation defines a column");
    refuse(
        () ->
            withRelations(list -> {
              list.set(0, new Relation("r", 5, List.of()));
              return list;
            }),
        "relation has another size");
  }

  private static final long FAR = 1L << 62;

  private static List<PublicColumn> outOfRange() {
    return List.of(
        new PublicColumn.RowsBelow((1 << SamplePlan.TABLE_LOG) + 1),
        new PublicColumn.RowsBelow(-1),
        new PublicColumn.RowsBelow(Long.MIN_VALUE),
        new PublicColumn.Affine(FAR, 0),
        new PublicColumn.Affine(-FAR - 1, 0),
        new PublicColumn.Affine(0, FAR),
        new PublicColumn.Affine(0, Long.MIN_VALUE),
        new PublicColumn.Affine(FAR - 1, 1),
        new PublicColumn.Clamp(Long.MIN_VALUE, 0, 1),
        new PublicColumn.Clamp(-FAR - 1, 0, 1),
        new PublicColumn.Clamp(0, 0, Long.MAX_VALUE),
        new PublicColumn.Clamp(0, 0, FAR),
        new PublicColumn.Bits(1, SamplePlan.TABLE_LOG),
        new PublicColumn.And(SamplePlan.TABLE_LOG / 2 + 1),
        linear(FAR, 0),
        linear(Long.MIN_VALUE, 0),
        linear(0, FAR / 2),
        linear(1 - FAR, 1),
        linear(0, Long.MIN_VALUE));
  }

  private static List<PublicColumn> inRange() {
    return List.of(
        new PublicColumn.RowsBelow(0),
        new PublicColumn.RowsBelow(1 << SamplePlan.TABLE_LOG),
        new PublicColumn.Affine(FAR - 1, -1),
        new PublicColumn.Affine(-FAR, FAR >> SamplePlan.TABLE_LOG),
        new PublicColumn.Clamp(-FAR, -FAR, FAR - 1),
        new PublicColumn.Clamp(-FAR, FAR - 1, FAR - 1),
        new PublicColumn.Bits(1, SamplePlan.TABLE_LOG - 1),
        new PublicColumn.And(SamplePlan.TABLE_LOG / 2),
        linear(FAR - 1, 0),
        linear(3 - FAR, -1),
        linear(0, FAR / 2 - 1));
  }

  /** Three real positions of four. */
  private static PublicColumn linear(long base, long stride) {
    PublicColumn.Box box = new PublicColumn.Box(4, List.of(new PublicColumn.Extent(2, 3)));
    return new PublicColumn.Linear(List.of(new PublicColumn.Part(box, base, List.of(stride))));
  }

  @Test
  void publicColumns_outOfRange_throws() {
    int t = SamplePlan.FUNCTION_TABLE;
    for (PublicColumn column : outOfRange()) {
      assertThatThrownBy(() -> withSource(t, 2, new Segment.Public(column)))
          .as("%s", column)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("public column");
    }
    for (PublicColumn column : inRange()) {
      assertThatCode(() -> withSource(t, 2, new Segment.Public(column)))
          .as("%s", column)
          .doesNotThrowAnyException();
      // Neither side of the protocol overflows on it.
      column.evaluate(Collections.nCopies(SamplePlan.TABLE_LOG, Ext3.ofSigned(5)));
      column.row((1 << SamplePlan.TABLE_LOG) - 1);
    }
  }

  private static PublicColumn boxes(long... rows) {
    PublicColumn.Extent e = new PublicColumn.Extent(2, 3);
    return new PublicColumn.RealPositions(
        Arrays.stream(rows).mapToObj(r -> new PublicColumn.Box(r, List.of(e, e))).toList());
  }

  @Test
  void publicColumns_blocksThatOverlapOrLieOutside_throws() {
    int t = SamplePlan.FUNCTION_TABLE;
    for (PublicColumn right : List.of(boxes(), boxes(0, 112), boxes(32, 16, 64))) {
      assertThatCode(() -> withSource(t, 2, new Segment.Public(right))).doesNotThrowAnyException();
    }
    PublicColumn inner =
        new PublicColumn.RealPositions(
            List.of(
                new PublicColumn.Box(0, List.of(new PublicColumn.Extent(5, 20))),
                new PublicColumn.Box(16, List.of(new PublicColumn.Extent(4, 3)))));
    PublicColumn tall =
        new PublicColumn.RealPositions(
            List.of(new PublicColumn.Box(0, List.of(new PublicColumn.Extent(8, 20)))));
    PublicColumn far =
        new PublicColumn.RealPositions(
            List.of(
                new PublicColumn.Box(
                    Long.MAX_VALUE & -16, List.of(new PublicColumn.Extent(4, 3)))));
    for (PublicColumn wrong : List.of(boxes(0, 0), boxes(16, 128), inner, tall, far)) {
      refuse(() -> withSource(t, 2, new Segment.Public(wrong)), "public column");
      PublicColumn linear =
          new PublicColumn.Linear(
              ((PublicColumn.RealPositions) wrong)
                  .boxes().stream()
                      .map(b ->
                          new PublicColumn.Part(b, 1, Collections.nCopies(b.axes().size(), 1L)))
                      .toList());
      refuse(() -> withSource(t, 2, new Segment.Public(linear)), "public column");
    }
  }

  @Test
  void operands_wrongSizeOrPlace_throws() {
    Operand block = Operand.committed(1, SamplePlan.layerBlock(0, 0));
    assertThatCode(() -> withTerm(block, null, new AxisMap.Batch(4))).doesNotThrowAnyException();
    assertThatCode(() -> withTerm(new Operand(1, 0, 12), null, new AxisMap.Batch(2)))
        .doesNotThrowAnyException();
    refuse(() -> withTerm(block, null, new AxisMap.Sum(5)), "size");
    refuse(() -> withTerm(new Operand(1, 0, 2), null, new AxisMap.Batch(2)), "alignment");
    refuse(() -> withTerm(new Operand(1, 0, 16), null, new AxisMap.Batch(2)), "alignment");
    refuse(
        () -> withTerm(new Operand(1, 0, Integer.MAX_VALUE & -4), null, new AxisMap.Batch(2)),
        "alignment");
    refuse(() -> withTerm(Operand.committed(2, 0), null, new AxisMap.Batch(2)), "commitment");
    refuse(() -> withTerm(Operand.committed(1, 99), null, new AxisMap.Batch(2)), "block exists");
    refuse(() -> withTerm(Operand.publicBlock(4), null, new AxisMap.Batch(2)), "public block");
    refuse(() -> withTerm(Operand.publicBlock(0), null, new AxisMap.Batch(4)), "size");
    assertThatCode(() -> withTerm(Operand.publicBlock(2), null, new AxisMap.Batch(4)))
        .doesNotThrowAnyException();
    refuse(() -> withTerm(block, Operand.committed(0, 5), new AxisMap.Shared(4)), "operand's size");
  }

  @Test
  void bindings_wrongBlocks_throws() {
    refuse(() -> withBinding(Operand.publicBlock(2), 2), "first block is committed");
    refuse(() -> withBinding(Operand.committed(1, 0), 4), "public block");
    refuse(() -> withBinding(Operand.committed(1, 0), -1), "");
    refuse(() -> withBinding(Operand.committed(1, 5), 2), "size");
    refuse(() -> withBinding(new Operand(1, 0, 4), 3), "alignment");
    assertThatCode(() -> withBinding(new Operand(1, 0, 8), 3)).doesNotThrowAnyException();
  }

  @Test
  void segment_sourcesOrRowsThatDoNotFit_throws() {
    ConstraintBuilder b = new ConstraintBuilder("a");
    b.send("x", new Bus("bus", 9, 1), b.committed("x"));
    Chip chip = b.build();
    List<Segment.Source> x = List.of(new Segment.Committed(0, 0));
    refuse(() -> new Segment(chip, 2, 1, List.of()), "other columns");
    refuse(() -> new Segment(chip, 2, 1, List.of(new Segment.Virtual(0))), "another kind");
    refuse(() -> new Segment(chip, 3, 1, x), "3 of 2^1");
    refuse(() -> new Segment(chip, 0, 1, x), "0 of 2^1");
    refuse(() -> new Segment(chip, -1, 1, x), "-1 of 2^1");
    refuse(() -> new Segment(chip, 1, -1, x), "2^-1");
    refuse(() -> new Segment(chip, 1, 31, x), "2^31");
    refuse(() -> new Segment(chip, 1, 64, x), "2^64");
  }

  @Test
  void publicTensor_boundsOutOfOrderOrTooLarge_throws() {
    refuse(() -> new PublicTensor("t", SamplePlan.INPUT, 1, 0), "bounds");
    refuse(() -> new PublicTensor("t", SamplePlan.INPUT, Long.MIN_VALUE, 0), "bounds");
    refuse(() -> new PublicTensor("t", SamplePlan.INPUT, 0, Long.MAX_VALUE), "bounds");
  }

  @Test
  void publicTensors_neitherReadNorBound_throws() {
    PublicTensor spare = new PublicTensor("spare", SamplePlan.OUTPUT, 0, 1);
    List<PublicTensor> more = new ArrayList<>(SamplePlan.publicTensors());
    more.add(spare);
    refuse(() -> withPublicTensors(more, SamplePlan.bindings()), "spare is neither read nor bound");
    // An output of which one block is free is as bad; of an input one block may be unused.
    refuse(
        () -> withPublicTensors(SamplePlan.publicTensors(), SamplePlan.bindings().subList(0, 1)),
        "y is neither read nor bound");
    Operand x = Operand.publicBlock(0);
    assertThatCode(() -> withTerm(x, null, new AxisMap.Batch(3), new AxisMap.Sum(2)))
        .doesNotThrowAnyException();
  }

  private static ProofPlan withPublicTensors(
      List<PublicTensor> tensors, List<ProofPlan.Binding> bindings) {
    return new ProofPlan(
        SamplePlan.commitments(), tensors, SamplePlan.segments(), SamplePlan.relations(), bindings);
  }

  @Test
  void counts_samplePlan_areWhatItSays() {
    ProofPlan plan = SamplePlan.plan();
    assertThat(plan.preprocessed()).isEqualTo(1);
    assertThat(plan.maxLogRows()).isEqualTo(SamplePlan.TABLE_LOG);
    assertThat(plan.zerocheckDegree()).isEqualTo(4);
    assertThat(plan.givenColumns()).isEqualTo(2 * 6 + 2 * 4 + 1 + 2 + 1);
  }
}
