package io.zkml.core.pcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.pcs.fri.OpeningFixture;
import io.zkml.core.pcs.fri.OpeningSize;
import io.zkml.core.security.SecurityParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class FriPlannerTest {

  @Test
  void plan_oneCommitment_matchesTheCostModel() {
    // protocol.md, table of parameters: KB of the query phase at rate 1/8, 128 bits.
    double[] expected = {67, 125, 190};
    for (int i = 0; i < expected.length; i++) {
      int cells = 16 + 4 * i;
      FriPlanner.Plan plan =
          FriPlanner.plan(SecurityParameters.BALANCED_128, List.of(1L << cells), cells);
      assertThat((double) plan.expectedBytes() / 1024).isCloseTo(expected[i], within(8.0));
    }
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
        assertThat(plan.logHeight()).isBetween(1, max);
        assertThat(plan.arity()).isBetween(1, plan.logHeight());
      }
    }
  }

  @Test
  void plan_noHeight_fails() {
    assertThatThrownBy(() -> FriPlanner.plan(SecurityParameters.FAST_128, List.of(8L), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
