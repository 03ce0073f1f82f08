package io.zkml.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.expr.ExprGraph.AddNode;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.expr.ExprGraph.MulNode;
import io.zkml.core.expr.ExprGraph.Node;
import io.zkml.core.expr.ExprGraph.SubNode;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.poly.UnivariatePoly;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExprGraphTest {

  @Test
  void evaluate_smallGraph_isTheFormula() {
    List<Node> nodes =
        List.of(
            new ColumnNode(1),
            new ColumnNode(0),
            new ConstantNode(5),
            new MulNode(0, 1),
            new SubNode(3, 2),
            new AddNode(4, 0));
    ExprGraph graph = new ExprGraph(nodes);
    RandomElements random = new RandomElements(1);
    Ext3 x = random.ext();
    Ext3 y = random.ext();
    Ext3 expected = x.mul(y).sub(Ext3.of(5)).add(y);
    assertThat(graph.evaluate(List.of(x, y))[5]).isEqualTo(expected);
    assertThat(graph.degrees()).containsExactly(1, 1, 0, 2, 2, 2);
  }

  @Test
  void evaluate_baseRow_equalsEvaluateRow() {
    for (int seed = 0; seed < 50; seed++) {
      RandomElements random = new RandomElements(seed);
      ExprGraph graph = RandomGraphs.graph(random, 3, 20);
      long[] row = random.elements(3);
      List<Ext3> embedded = new ArrayList<>();
      for (long v : row) {
        embedded.add(Ext3.of(v));
      }
      long[] base = graph.evaluateRow(row);
      Ext3[] extension = graph.evaluate(embedded);
      for (int i = 0; i < base.length; i++) {
        assertThat(extension[i]).as("%s, node %d", random, i).isEqualTo(Ext3.of(base[i]));
      }
    }
  }

  @Test
  void degrees_everyNode_boundTheDegreeOnALine() {
    for (int seed = 0; seed < 50; seed++) {
      RandomElements random = new RandomElements(100 + seed);
      ExprGraph graph = RandomGraphs.graph(random, 3, 12);
      List<Ext3> at = random.point(3);
      List<Ext3> step = random.point(3);
      int[] degrees = graph.degrees();
      for (int i = 0; i < degrees.length; i++) {
        if (degrees[i] <= 6) {
          assertDegree(graph, i, degrees[i], at, step, random);
        }
      }
    }
  }

  private static void assertDegree(
      ExprGraph graph, int node, int degree, List<Ext3> at, List<Ext3> step, RandomElements seed) {
    Ext3[] values = new Ext3[degree + 2];
    for (int t = 0; t < values.length; t++) {
      List<Ext3> columns = new ArrayList<>();
      for (int c = 0; c < at.size(); c++) {
        columns.add(at.get(c).add(step.get(c).mul(t)));
      }
      values[t] = graph.evaluate(columns)[node];
    }
    Ext3 top = UnivariatePoly.interpolating(values).coefficients().getLast();
    assertThat(top.isZero()).as("%s, node %d of degree %d", seed, node, degree).isTrue();
  }

  @Test
  void constructor_badNodes_throws() {
    assertThatThrownBy(() -> new ExprGraph(List.of(new AddNode(0, 0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExprGraph(List.of(new ColumnNode(0), new MulNode(0, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExprGraph(List.of(new ColumnNode(0), new MulNode(-1, 0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ColumnNode(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConstantNode(Goldilocks.P))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constructor_listOfTheCaller_isCopied() {
    List<Node> nodes = new ArrayList<>(List.of(new ColumnNode(0)));
    ExprGraph graph = new ExprGraph(nodes);
    nodes.add(new ColumnNode(1));
    assertThat(graph.nodes()).hasSize(1);
  }
}
