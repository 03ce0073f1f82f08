package io.zkml.testkit;

import io.zkml.core.air.Chip;
import io.zkml.core.expr.ExprGraph.Binary;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** The columns on which the nodes of a chip depend. */
final class NodeColumns {

  private final List<int[]> columns;

  NodeColumns(Chip chip) {
    BitSet[] sets = new BitSet[chip.graph().nodes().size()];
    for (int n = 0; n < sets.length; n++) {
      sets[n] = new BitSet();
      switch (chip.graph().nodes().get(n)) {
        case ColumnNode c -> sets[n].set(c.column());
        case ConstantNode c -> {}
        case Binary b -> {
          sets[n].or(sets[b.left()]);
          sets[n].or(sets[b.right()]);
        }
      }
    }
    columns = IntStream.range(0, sets.length).mapToObj(n -> sets[n].stream().toArray()).toList();
  }

  /** Column numbers, ascending. */
  int[] of(int node) {
    return columns.get(node);
  }
}
