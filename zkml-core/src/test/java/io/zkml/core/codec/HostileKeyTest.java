package io.zkml.core.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Keys whose records can be made, but on which a verifier would fail, hang or run out of memory.
 */
class HostileKeyTest {

  private static final int ROWS = 4;

  @Test
  void leaf_ofManyColumns_isRefused() {
    assertRefused(key(committed(30), 8, 1), "steps");
    assertAccepted(committed(22));
  }

  @Test
  void chips_ofOneName_areRefused() {
    ConstraintBuilder b = new ConstraintBuilder("work0");
    b.send("x", KeyFixture.RANGE, b.committed("y"));
    Segment other = new Segment(b.build(), 1, ROWS, List.of(new Segment.Committed(0, 0)));
    assertRefused(segments(List.of(work(0, ROWS, 0), other)), "named work0");
  }

  @Test
  void window_ofMuchWork_isRefused() {
    assertRefused(window(19, 1, 1), "window");
    assertRefused(window(18, 1 << 18, 1 << 18), "steps");
    assertRefused(window(18, 1 << 18, 1 << 10), "steps");
    assertAccepted(window(10, 1 << 10, 1 << 4));
  }

  @Test
  void gather_ofMuchWork_isRefused() {
    assertRefused(gathers(21, 1), "gather");
    assertRefused(gathers(20, 3), "explicit");
    assertAccepted(gathers(20, 1));
    assertAccepted(gathers(10, 50));
    Term product =
        new Term(
            0,
            1,
            Operand.committed(0, 0),
            Operand.committed(0, 1),
            List.of(new AxisMap.Gather(20, ROWS, IndexList.of(1))));
    assertRefused(
        virtual(20, List.of(ROWS, 0), List.of(), Collections.nCopies(20, product)), "steps");
  }

  private static ProofPlan gathers(int log, int n) {
    Term term =
        new Term(
            0,
            1,
            Operand.committed(0, 1),
            null,
            List.of(new AxisMap.Gather(log, log, IndexList.of(1, -1, 0))));
    return virtual(log, List.of(ROWS, log), List.of(), Collections.nCopies(n, term));
  }

  @Test
  void windows_ofMuchMemory_areRefused() {
    AxisMap wide = new AxisMap.Window(0, 1, 18, 1 << 18, 0, 1, 1, 1, 0, false);
    AxisMap[] axes = {new AxisMap.Broadcast(ROWS, 1 << ROWS), wide};
    List<Term> terms =
        Collections.nCopies(9, new Term(0, 1, Operand.committed(0, 1), null, List.of(axes)));
    assertRefused(virtual(List.of(ROWS, 18), List.of(), terms), "explicit");
  }

  @Test
  void publicOperands_expandedOftenEnough_areRefused() {
    PublicTensor large = tensor(AxisLayout.padded(1 << 20));
    AxisMap[] axes = {new AxisMap.Broadcast(ROWS, 1), new AxisMap.Sum(20)};
    Term term = new Term(0, 1, Operand.publicBlock(0), null, List.of(axes));
    assertAccepted(virtual(List.of(ROWS), List.of(large), List.of(term)));
    assertRefused(virtual(List.of(ROWS), List.of(large), Collections.nCopies(8, term)), "steps");
  }

  @Test
  void products_tooMany_areRefused() {
    assertAccepted(products(KeyLimits.MAX_TERMS));
    assertRefused(products(KeyLimits.MAX_TERMS + 1), "terms");
  }

  @Test
  void segments_ofManyLargeChips_areRefused() {
    ConstraintBuilder b = new ConstraintBuilder("large");
    ConstraintBuilder.Expr x = b.committed("x");
    ConstraintBuilder.Expr sum = x;
    for (int i = 0; i < 2000; i++) {
      sum = sum.plus(x);
    }
    b.zero("sum", sum);
    b.send("x", KeyFixture.RANGE, x);
    Segment s = new Segment(b.build(), 1, ROWS, List.of(new Segment.Committed(0, 0)));
    assertAccepted(segments(Collections.nCopies(50, s)));
    assertRefused(segments(Collections.nCopies(KeyLimits.MAX_SEGMENTS, s)), "steps");
    assertRefused(segments(Collections.nCopies(KeyLimits.MAX_SEGMENTS + 1, s)), "segments");
  }

  @Test
  void interactions_tooMany_areRefused() {
    ConstraintBuilder b = new ConstraintBuilder("talk");
    ConstraintBuilder.Expr x = b.committed("x");
    for (int i = 0; i < KeyLimits.MAX_INTERACTIONS; i++) {
      b.send("x", KeyFixture.RANGE, x);
    }
    Segment s = new Segment(b.build(), 1, ROWS, List.of(new Segment.Committed(0, 0)));
    assertRefused(segments(Collections.nCopies(5, s)), "interactions");
  }

  private static ProofPlan products(int n) {
    List<AxisMap> axes = new ArrayList<>(Collections.nCopies(11, new AxisMap.Batch(0)));
    axes.add(new AxisMap.Free(0));
    Operand one = Operand.committed(0, 1);
    Term term = new Term(0, 1, one, one, axes);
    return virtual(List.of(ROWS, 0), List.of(), Collections.nCopies(n, term));
  }

  private static ProofPlan committed(Integer... logs) {
    List<Integer> blocks = new ArrayList<>(List.of(ROWS));
    blocks.addAll(List.of(logs));
    return plan(blocks, List.of(), List.of(), List.of(new Segment.Committed(0, 0)));
  }

  private static ProofPlan window(int log, int length, int kernel) {
    AxisMap window = new AxisMap.Window(log, length, ROWS, 1, 0, kernel, 0, 0, 0, false);
    Term term = new Term(0, 1, Operand.committed(0, 0), null, List.of(window));
    return virtual(log, List.of(ROWS, log), List.of(), List.of(term));
  }

  private static ProofPlan virtual(
      List<Integer> blocks, List<PublicTensor> tensors, List<Term> terms) {
    return virtual(ROWS, blocks, tensors, terms);
  }

  private static ProofPlan virtual(
      int logRows, List<Integer> blocks, List<PublicTensor> tensors, List<Term> terms) {
    ConstraintBuilder b = new ConstraintBuilder("virtual");
    b.send("x", KeyFixture.RANGE, b.virtual("x"));
    Segment s = new Segment(b.build(), 1, logRows, List.of(new Segment.Virtual(0)));
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, blocks)),
        tensors,
        List.of(s),
        List.of(new Relation("r", logRows, terms)),
        List.of());
  }

  private static ProofPlan segments(List<Segment> segments) {
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(ROWS))),
        List.of(),
        segments,
        List.of(),
        List.of());
  }

  private static Segment work(int number, int logRows, int block) {
    return new Segment(
        KeyFixture.workChip(number), 1, logRows, List.of(new Segment.Committed(0, block)));
  }

  private static ProofPlan plan(
      List<Integer> blocks,
      List<PublicTensor> tensors,
      List<Relation> relations,
      List<Segment.Source> columns) {
    return plan(blocks, tensors, relations, KeyFixture.workChip(0), columns);
  }

  private static ProofPlan plan(
      List<Integer> blocks,
      List<PublicTensor> tensors,
      List<Relation> relations,
      Chip chip,
      List<Segment.Source> columns) {
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, blocks)),
        tensors,
        List.of(new Segment(chip, 1, ROWS, columns)),
        relations,
        List.of());
  }

  private static PublicTensor tensor(AxisLayout... axes) {
    return new PublicTensor("t", new TensorLayout(List.of(axes)), 0, 1);
  }

  private static VerifyingKey key(ProofPlan plan, int logHeight, int arity) {
    return KeyFixture.key(SecurityParameters.FAST_128, plan, logHeight, arity);
  }

  private static void assertAccepted(ProofPlan plan) {
    VerifyingKey key = key(plan, 18, 2);
    VerifyingKeyCodec.encode(key);
    VerifierDrill.run(key);
  }

  private static void assertRefused(ProofPlan plan, String reason) {
    assertRefused(key(plan, 18, 2), reason);
  }

  private static void assertRefused(VerifyingKey key, String reason) {
    assertThatThrownBy(() -> VerifyingKeyCodec.decode(VerifyingKeyCodec.write(key)))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> VerifyingKeyCodec.encode(key))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
