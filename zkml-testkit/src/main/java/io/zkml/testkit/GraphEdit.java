package io.zkml.testkit;

import io.zkml.core.air.Chip;
import io.zkml.core.expr.ExprGraph;
import io.zkml.core.expr.ExprGraph.AddNode;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.expr.ExprGraph.MulNode;
import io.zkml.core.expr.ExprGraph.Node;
import io.zkml.core.expr.ExprGraph.SubNode;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;

/** A chip's graph with more nodes behind it. */
final class GraphEdit {

  private final List<Node> nodes;

  GraphEdit(Chip chip) {
    this.nodes = new ArrayList<>(chip.graph().nodes());
  }

  ExprGraph graph() {
    return new ExprGraph(nodes);
  }

  /** A new node of a signed constant. */
  int constant(long value) {
    return add(new ConstantNode(Goldilocks.fromSigned(value)));
  }

  int plusOne(int node) {
    return add(new AddNode(node, constant(1)));
  }

  int negated(int node) {
    return add(new SubNode(constant(0), node));
  }

  /** The node with a constant for a column; itself if it does not depend on the column. */
  int withColumn(int node, int column, long value) {
    return switch (nodes.get(node)) {
      case ColumnNode c -> c.column() == column ? constant(value) : node;
      case ConstantNode c -> node;
      case AddNode n -> {
        int left = withColumn(n.left(), column, value);
        int right = withColumn(n.right(), column, value);
        yield isSame(n, left, right) ? node : add(new AddNode(left, right));
      }
      case SubNode n -> {
        int left = withColumn(n.left(), column, value);
        int right = withColumn(n.right(), column, value);
        yield isSame(n, left, right) ? node : add(new SubNode(left, right));
      }
      case MulNode n -> {
        int left = withColumn(n.left(), column, value);
        int right = withColumn(n.right(), column, value);
        yield isSame(n, left, right) ? node : add(new MulNode(left, right));
      }
    };
  }

  private static boolean isSame(ExprGraph.Binary n, int left, int right) {
    return left == n.left() && right == n.right();
  }

  private int add(Node node) {
    nodes.add(node);
    return nodes.size() - 1;
  }
}
