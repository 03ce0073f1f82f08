package io.zkml.core.pcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.pcs.fri.OpeningFixture;
import io.zkml.core.pcs.fri.OpeningSize;
import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FriPlannerTest {

  private static final List<Long> SIZES = List.of(300_000L, 700_000L);

  @Test
  void plan_oneCommitment_isBelowOneArityForAllLayers() {
    // KB at rate 1/8 and 128 bits with the best single arity and all entries of leaves sent.
    double[] most = {67, 125, 190};
    for (int i = 0; i < most.length; i++) {
      int cells = 16 + 4 * i;
      FriPlanner.Plan plan =
          FriPlanner.plan(SecurityParameters.BALANCED_128, List.of(1L << cells), cells);
      assertThat((double) plan.expectedBytes() / 1024).isBetween(0.8 * most[i], most[i]);
    }
  }

  @Test
  void plan_everyFolding_noneIsShorter() {
    SecurityParameters p = SecurityParameters.BALANCED_128;
    List<Long> sizes = List.of(5000L, 40_000L, 70L);
    long least = Long.MAX_VALUE;
    for (int h = 1; h <= 14; h++) {
      for (Folding folding : foldings(h)) {
        List<CommittedColumns> columns =
            sizes.stream()
                .map(n -> CommittedColumns.of(new StackedLayout(folding.logHeight(), bits(n))))
                .toList();
        FriShape shape = new FriShape(folding, p.logInvRate(), columns);
        least = Math.min(least, FriPlanner.expectedBytes(shape, p.queries()));
      }
    }
    assertThat(FriPlanner.plan(p, sizes, 14).expectedBytes()).isEqualTo(least);
  }

  /** Every folding of columns of 2^h. */
  private static List<Folding> foldings(int h) {
    List<Folding> out = new ArrayList<>();
    for (int a = 1; a <= Math.min(h, Folding.MAX_ARITY); a++) {
      for (List<Integer> oracles : schedules(h - a)) {
        out.add(new Folding(h, a, oracles));
      }
    }
    return out;
  }

  private static List<List<Integer>> schedules(int v) {
    List<List<Integer>> out = new ArrayList<>();
    if (v <= Folding.MAX_LOG_CLEAR) {
      out.add(List.of());
    }
    for (int t = 1; t <= Math.min(v, Folding.MAX_ARITY); t++) {
      for (List<Integer> rest : schedules(v - t)) {
        List<Integer> all = new ArrayList<>(List.of(t));
        all.addAll(rest);
        out.add(all);
      }
    }
    return out;
  }

  /** Logs of blocks that make up n entries. */
  private static List<Integer> bits(long n) {
    return IntStream.range(0, 62).filter(i -> (n >>> i & 1) == 1).boxed().toList();
  }

  @Test
  void plan_setForChains_sendsLessInClear() {
    int small = FriPlanner.plan(SecurityParameters.SMALL_128, SIZES, 19).folding().logClear();
    int balanced = FriPlanner.plan(SecurityParameters.BALANCED_128, SIZES, 19).folding().logClear();
    assertThat(small).isLessThan(balanced);
  }

  @Test
  void expectedBytes_realProof_isCloseToIt() {
    List<List<Integer>> blocks = List.of(List.of(14, 12), List.of(13));
    OpeningFixture f = new OpeningFixture(SecurityParameters.BALANCED_100, 1, 11, 2, blocks);
    double expected = FriPlanner.expectedBytes(f.shape, f.parameters.queries());
    assertThat((double) OpeningSize.of(f.prove())).isCloseTo(expected, within(0.05 * expected));
  }

  @Test
  void plan_anySizes_heightIsWithinBounds() {
    for (SecurityParameters p : SecurityParameters.all()) {
      for (int max = 1; max < 24; max += 5) {
        FriPlanner.Plan plan = FriPlanner.plan(p, List.of(1L << max, 5000L), max);
        assertThat(plan.folding().logHeight()).isBetween(1, max);
        assertThat(plan.folding().arity()).isBetween(1, plan.folding().logHeight());
      }
    }
  }

  @Test
  void plan_noHeight_fails() {
    assertThatThrownBy(() -> FriPlanner.plan(SecurityParameters.FAST_128, List.of(8L), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
