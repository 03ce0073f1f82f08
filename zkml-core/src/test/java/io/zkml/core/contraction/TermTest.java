package io.zkml.core.contraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What axes, operands, terms and relations refuse: their sizes enter shifts all over. */
class TermTest {

  private static final Operand A = Operand.committed(0, 0);
  private static final Operand B = Operand.committed(0, 1);

  private static void refuse(ThrowingCallable code) {
    assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void axis_logOutOfRange_throws() {
    for (int log : new int[] {-1, -30, Integer.MIN_VALUE, 31, 32, 64, Integer.MAX_VALUE}) {
      List<Supplier<AxisMap>> axes =
          List.of(
              () -> new AxisMap.Batch(log),
              () -> new AxisMap.Free(log),
              () -> new AxisMap.Shared(log),
              () -> new AxisMap.Sum(log),
              () -> new AxisMap.Broadcast(log, 1),
              () -> new AxisMap.Inner(log, log, 0),
              () -> new AxisMap.Inner(0, log, 0),
              () -> new AxisMap.Gather(log, 0, IndexList.of()),
              () -> new AxisMap.Gather(0, log, IndexList.of()),
              () -> new AxisMap.Window(log, 1, 0, 1, 0, 1, 1, 1, 0, false),
              () -> new AxisMap.Window(0, 1, log, 1, 0, 1, 1, 1, 0, false),
              () -> new AxisMap.Window(0, 1, 0, 1, log, 1, 1, 1, 0, false));
      for (int i = 0; i < axes.size(); i++) {
        Supplier<AxisMap> axis = axes.get(i);
        assertThatThrownBy(axis::get)
            .as("axis %d of 2^%d", i, log)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    refuse(() -> new AxisMap.Inner(-1, 3, 0));
  }

  @Test
  void inner_rangeOutsideTheAxis_throws() {
    assertThatCode(() -> new AxisMap.Inner(1, 3, 6)).doesNotThrowAnyException();
    refuse(() -> new AxisMap.Inner(1, 3, 8));
    refuse(() -> new AxisMap.Inner(1, 3, 5));
    refuse(() -> new AxisMap.Inner(1, 3, -2));
    refuse(() -> new AxisMap.Inner(4, 3, 0));
  }

  @Test
  void broadcast_lengthOutsideTheAxis_throws() {
    assertThatCode(() -> new AxisMap.Broadcast(3, 8)).doesNotThrowAnyException();
    refuse(() -> new AxisMap.Broadcast(3, 9));
    refuse(() -> new AxisMap.Broadcast(3, 0));
    refuse(() -> new AxisMap.Broadcast(3, -1));
  }

  @Test
  void window_lengthsOutsideTheirBlocks_throws() {
    assertThatCode(() -> window(2, 4, 3, 8, 2)).doesNotThrowAnyException();
    refuse(() -> window(2, 5, 3, 8, 2));
    refuse(() -> window(2, 0, 3, 8, 2));
    refuse(() -> window(2, 4, 3, 9, 2));
    refuse(() -> window(2, 4, 3, 0, 2));
    refuse(() -> window(2, 4, 3, 8, 0));
  }

  @Test
  void gather_listThatDoesNotFit_throws() {
    assertThatCode(() -> gather(1, 2, 3, -1)).doesNotThrowAnyException();
    assertThatCode(() -> gather(1, 2)).doesNotThrowAnyException();
    refuse(() -> gather(1, 2, 0, 0, 0));
    refuse(() -> gather(1, 2, 4));
    refuse(() -> gather(1, 2, 0, -2));
    refuse(() -> gather(1, 2, 0, Integer.MIN_VALUE));
    refuse(() -> gather(27, 2));
    refuse(() -> gather(2, 27));
  }

  private static AxisMap gather(int outLog, int aLog, int... indices) {
    return new AxisMap.Gather(outLog, aLog, IndexList.of(indices));
  }

  @Test
  void indexList_equalEntries_isEqualAndApartFromItsSource() {
    int[] entries = {2, -1, 0};
    IndexList list = IndexList.of(entries);
    entries[0] = 7;
    assertThat(list).isEqualTo(IndexList.of(2, -1, 0)).hasSameHashCodeAs(IndexList.of(2, -1, 0));
    assertThat(list).isNotEqualTo(IndexList.of(7, -1, 0)).isNotEqualTo(IndexList.of(2, -1));
  }

  private static AxisMap.Window window(int outLog, int out, int aLog, int a, int kernel) {
    return new AxisMap.Window(outLog, out, aLog, a, 1, kernel, 1, 1, 0, false);
  }

  @Test
  void window_positionsBeyondAnInt_throws() {
    int big = 1 << 20;
    refuse(() -> new AxisMap.Window(20, big, 20, big, 0, 1, big, 1, 0, false));
    refuse(() -> new AxisMap.Window(0, 1, 0, 1, 0, 1, 1, 1, Integer.MIN_VALUE, false));
    refuse(() -> new AxisMap.Window(0, 1, 0, 1, 0, big, 1, big, 0, false));
  }

  @Test
  void source_everyPosition_isInsideOrLeftOut() {
    for (boolean clamp : new boolean[] {false, true}) {
      AxisMap.Window w = new AxisMap.Window(3, 6, 3, 5, 2, 3, 2, 2, 3, clamp);
      for (int o = 0; o < 6; o++) {
        for (int k = 0; k < 3; k++) {
          int i = 2 * o + 2 * k - 3;
          int expected = i < 0 ? 0 : Math.min(i, 4);
          boolean inside = i >= 0 && i < 5;
          assertThat(w.source(o, k)).isEqualTo(inside || clamp ? expected : -1);
        }
      }
    }
  }

  @Test
  void operand_badNumbers_throws() {
    refuse(() -> new Operand(-2, 0, 0));
    refuse(() -> new Operand(0, -1, 0));
    refuse(() -> new Operand(0, 0, -1));
    refuse(() -> new Operand(Operand.PUBLIC, 0, 4));
    assertThat(Operand.publicBlock(3).isPublic()).isTrue();
    assertThat(A.isPublic()).isFalse();
  }

  @Test
  void term_axesThatNeedAnotherNumberOfOperands_throws() {
    for (AxisMap axis :
        List.of(new AxisMap.Free(1), new AxisMap.Inner(1, 1, 0), new AxisMap.Shared(1))) {
      refuse(() -> new Term(0, 1, A, null, List.of(axis)));
    }
    refuse(() -> new Term(0, 1, A, B, List.of(new AxisMap.Sum(1))));
    AxisMap wide = new AxisMap.Window(0, 1, 2, 4, 1, 3, 1, 1, 0, false);
    refuse(() -> new Term(0, 1, A, B, List.of(wide)));
    assertThatCode(() -> new Term(0, 1, A, null, List.of(wide))).doesNotThrowAnyException();
  }

  @Test
  void term_orderThatIsNoPermutationOfItsAxes_throws() {
    List<AxisMap> axes = List.of(new AxisMap.Batch(2), new AxisMap.Broadcast(1, 1));
    AxisOrder listed = AxisOrder.listed(2);
    AxisOrder swapped = AxisOrder.of(1, 0);
    assertThat(new Term(0, 1, A, null, axes, swapped, listed).outStarts()).containsExactly(1, 0);
    assertThat(new Term(0, 1, A, B, axes, listed, swapped).outStarts()).containsExactly(0, 2);
    assertThat(new Term(0, 1, A, null, axes, listed, listed))
        .isEqualTo(new Term(0, 1, A, null, axes));
    refuse(() -> new Term(0, 1, A, null, axes, listed, swapped));
    refuse(() -> new Term(0, 1, A, B, axes, AxisOrder.listed(1), listed));
    refuse(() -> new Term(0, 1, A, B, axes, listed, AxisOrder.listed(3)));
    refuse(() -> AxisOrder.of(0, 0));
    refuse(() -> AxisOrder.of(0, 2));
    refuse(() -> AxisOrder.of(-1, 0));
  }

  @Test
  void term_rowOffsetNotAligned_throws() {
    List<AxisMap> axes = List.of(new AxisMap.Batch(2));
    assertThatCode(() -> new Term(4, 1, A, null, axes)).doesNotThrowAnyException();
    refuse(() -> new Term(2, 1, A, null, axes));
  }

  @Test
  void relation_termOutsideTheColumn_throws() {
    Term second = new Term(4, 1, A, null, List.of(new AxisMap.Batch(2)));
    assertThatCode(() -> new Relation("r", 3, List.of(second))).doesNotThrowAnyException();
    refuse(() -> new Relation("r", 2, List.of(second)));
    Term far = new Term(1L << 62, 1, A, null, List.of());
    refuse(() -> new Relation("r", 3, List.of(far)));
    Term last = new Term(Long.MAX_VALUE, 1, A, null, List.of());
    refuse(() -> new Relation("r", 3, List.of(last)));
    Term negative = new Term(-4, 1, A, null, List.of(new AxisMap.Batch(2)));
    refuse(() -> new Relation("r", 3, List.of(negative)));
    refuse(() -> new Relation("r", 64, List.of(second)));
    refuse(() -> new Relation("r", -1, List.of()));
  }

  @Test
  void sumLog_singleOperand_isZero() {
    Term single = new Term(0, 1, A, null, List.of(new AxisMap.Sum(2)));
    assertThat(single.sumLog()).isZero();
    Term product = new Term(0, 1, A, B, List.of(new AxisMap.Inner(1, 2, 2), new AxisMap.Shared(3)));
    assertThat(product.sumLog()).isEqualTo(4);
    assertThat(product.outLog()).isEqualTo(3);
  }
}
