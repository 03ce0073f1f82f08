package io.zkml.vm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How blocks are stacked. */
class StackTest {

  @Test
  void of_randomBlocks_keepsTheRules() {
    SplittableRandom random = new SplittableRandom(31);
    for (int round = 0; round < 3000; round++) {
      List<Integer> logs = new ArrayList<>();
      int top = 1 + random.nextInt(12);
      for (int i = random.nextInt(40); i >= 0; i--) {
        logs.add(random.nextInt(top));
      }
      check(Stack.of(logs), logs);
    }
  }

  private static void check(Stack stack, List<Integer> logs) {
    List<Integer> segments = stack.segmentLogs();
    assertThat(segments).as("%s", logs).hasSizeBetween(1, Stack.MAX_SEGMENTS);
    assertThat(segments).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(stack.segmentRows()).hasSameSizeAs(segments);
    long total = logs.stream().mapToLong(l -> 1L << l).sum();
    long capacity = segments.stream().mapToLong(l -> 1L << l).sum();
    assertThat(stack.segmentRows().stream().mapToLong(r -> r).sum()).isEqualTo(total);
    for (int s = 0; s < segments.size() - 1; s++) {
      assertThat(stack.segmentRows().get(s)).isEqualTo(1L << segments.get(s));
    }
    long last = stack.segmentRows().getLast();
    assertThat(last).isBetween(1L, 1L << segments.getLast());
    assertThat(capacity - total).as("less than half of the last is padding").isLessThan(last);
    checkPlaces(stack, logs);
  }

  /** Blocks are aligned, inside the rows in use, and disjoint. */
  private static void checkPlaces(Stack stack, List<Integer> logs) {
    assertThat(stack.places()).hasSameSizeAs(logs);
    List<boolean[]> used = new ArrayList<>();
    for (long rows : stack.segmentRows()) {
      used.add(new boolean[Math.toIntExact(rows)]);
    }
    for (int i = 0; i < logs.size(); i++) {
      Stack.Place p = stack.places().get(i);
      int size = 1 << logs.get(i);
      assertThat(p.row() % size).isZero();
      for (int r = p.row(); r < p.row() + size; r++) {
        assertThat(used.get(p.segment())[r]).as("%s", logs).isFalse();
        used.get(p.segment())[r] = true;
      }
    }
  }

  @Test
  void of_largestFirst_tiesInOrder() {
    Stack stack = Stack.of(List.of(0, 2, 1, 2));
    assertThat(stack.segmentLogs()).containsExactly(3, 1, 0);
    assertThat(stack.places())
        .containsExactly(
            new Stack.Place(2, 0),
            new Stack.Place(0, 0),
            new Stack.Place(1, 0),
            new Stack.Place(0, 4));
  }

  @Test
  void of_manyBits_roundsTheThirdSegmentUp() {
    Stack stack = Stack.of(List.of(4, 3, 2, 1, 0));
    assertThat(stack.segmentLogs()).containsExactly(4, 3, 3);
    assertThat(stack.segmentRows()).containsExactly(16L, 8L, 7L);
  }

  @Test
  void of_oneRow_isOneSegment() {
    assertThat(Stack.of(List.of(0)).segmentLogs()).containsExactly(0);
  }
}
