package io.zkml.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.Kernels;
import io.zkml.core.poly.RandomElements;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockEvaluatorTest {

  private static final int BLOCK = 8;

  @Test
  void weightedSum_randomGraphs_isTheSumRowByRow() {
    for (int seed = 0; seed < 100; seed++) {
      RandomElements random = new RandomElements(seed);
      ExprGraph graph = RandomGraphs.graph(random, 3, 5 + random.below(20));
      List<Integer> outputs = new ArrayList<>();
      for (int k = 1 + random.below(3); k > 0; k--) {
        outputs.add(random.below(graph.nodes().size()));
      }
      BlockEvaluator evaluator = new BlockEvaluator(graph, outputs, BLOCK, Kernels.scalar());
      for (int n : new int[] {BLOCK, 1, 5}) {
        assertBlock(random, graph, outputs, evaluator, n);
      }
    }
  }

  /** One evaluator is used again and again, so stale buffers would show. */
  private static void assertBlock(
      RandomElements random,
      ExprGraph graph,
      List<Integer> outputs,
      BlockEvaluator evaluator,
      int n) {
    ExtVector[] columns = new ExtVector[3];
    for (int c = 0; c < 3; c++) {
      columns[c] = ExtVector.of(random.point(BLOCK).toArray(new Ext3[0]));
    }
    List<Ext3> weights = random.point(outputs.size());
    ExtVector out = new ExtVector(BLOCK);
    evaluator.weightedSum(columns, outputs, weights, out, n);
    for (int row = 0; row < n; row++) {
      Ext3[] node =
          graph.evaluate(List.of(columns[0].get(row), columns[1].get(row), columns[2].get(row)));
      Ext3 expected = Ext3.ZERO;
      for (int k = 0; k < outputs.size(); k++) {
        expected = expected.add(weights.get(k).mul(node[outputs.get(k)]));
      }
      assertThat(out.get(row)).as("%s, row %d of %d", random, row, n).isEqualTo(expected);
    }
  }

  @Test
  void needed_outputs_areClosedUnderOperands() {
    for (int seed = 0; seed < 50; seed++) {
      RandomElements random = new RandomElements(200 + seed);
      ExprGraph graph = RandomGraphs.graph(random, 2, 15);
      int output = random.below(15);
      boolean[] needed = BlockEvaluator.needed(graph, List.of(output));
      assertThat(needed[output]).isTrue();
      for (int i = 0; i < needed.length; i++) {
        if (needed[i] && graph.nodes().get(i) instanceof ExprGraph.Binary b) {
          assertThat(needed[b.left()] && needed[b.right()]).as("%s", random).isTrue();
        }
        assertThat(i > output && needed[i]).isFalse();
      }
    }
  }
}
