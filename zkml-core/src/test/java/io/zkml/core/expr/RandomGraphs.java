package io.zkml.core.expr;

import io.zkml.core.expr.ExprGraph.AddNode;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.expr.ExprGraph.MulNode;
import io.zkml.core.expr.ExprGraph.Node;
import io.zkml.core.expr.ExprGraph.SubNode;
import io.zkml.core.poly.RandomElements;
import java.util.ArrayList;
import java.util.List;

/** Random constraint graphs. */
final class RandomGraphs {

  private RandomGraphs() {}

  /** A graph over the given number of columns, all of them among its first nodes. */
  static ExprGraph graph(RandomElements random, int columns, int nodes) {
    List<Node> list = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      list.add(new ColumnNode(c));
    }
    list.add(new ConstantNode(random.element()));
    while (list.size() < nodes) {
      int a = random.below(list.size());
      int b = random.below(list.size());
      list.add(
          switch (random.below(4)) {
            case 0 -> new AddNode(a, b);
            case 1 -> new SubNode(a, b);
            case 2 -> new MulNode(a, b);
            default -> new ConstantNode(random.element());
          });
    }
    return new ExprGraph(list);
  }
}
