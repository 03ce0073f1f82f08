package io.zkml.core.expr;

import io.zkml.core.expr.ExprGraph.AddNode;
import io.zkml.core.expr.ExprGraph.Binary;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.expr.ExprGraph.MulNode;
import io.zkml.core.expr.ExprGraph.SubNode;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates a weighted sum of nodes over blocks of rows with values in E: node by node, each a
 * kernel over the block. Holds scratch buffers, so one evaluator serves one thread.
 */
public final class BlockEvaluator {

  private final ExprGraph graph;
  private final FieldKernels kernels;
  private final boolean[] needed;
  private final ExtVector[] buffers;

  /**
   * An evaluator of the given nodes.
   *
   * @param block largest number of rows at a time
   */
  public BlockEvaluator(ExprGraph graph, List<Integer> outputs, int block, FieldKernels kernels) {
    this.graph = graph;
    this.kernels = kernels;
    this.needed = needed(graph, outputs);
    this.buffers = new ExtVector[graph.nodes().size()];
    for (int i = 0; i < buffers.length; i++) {
      if (needed[i] && !(graph.nodes().get(i) instanceof ColumnNode)) {
        buffers[i] = new ExtVector(block);
        if (graph.nodes().get(i) instanceof ConstantNode c) {
          Arrays.fill(buffers[i].c0, c.value());
        }
      }
    }
  }

  /** Which nodes the outputs depend on, themselves included. */
  public static boolean[] needed(ExprGraph graph, List<Integer> outputs) {
    boolean[] needed = new boolean[graph.nodes().size()];
    for (int o : outputs) {
      needed[o] = true;
    }
    for (int i = needed.length - 1; i >= 0; i--) {
      if (needed[i] && graph.nodes().get(i) instanceof Binary b) {
        needed[b.left()] = true;
        needed[b.right()] = true;
      }
    }
    return needed;
  }

  /**
   * out = sum_k weights[k] outputs[k] over n rows from row 0 of the columns.
   *
   * @param columns values of each column that the outputs depend on; other entries are not read
   */
  public void weightedSum(
      ExtVector[] columns, List<Integer> outputs, List<Ext3> weights, ExtVector out, int n) {
    for (int i = 0; i < buffers.length; i++) {
      if (needed[i] && graph.nodes().get(i) instanceof Binary b) {
        apply(b, operand(columns, b.left()), operand(columns, b.right()), buffers[i], n);
      }
    }
    for (int k = 0; k < outputs.size(); k++) {
      ExtVector value = operand(columns, outputs.get(k));
      if (k == 0) {
        kernels.extMulScalar(value, 0, weights.get(k), out, 0, n);
      } else {
        kernels.extMulScalarAdd(value, 0, weights.get(k), out, 0, n);
      }
    }
  }

  private ExtVector operand(ExtVector[] columns, int node) {
    return graph.nodes().get(node) instanceof ColumnNode c ? columns[c.column()] : buffers[node];
  }

  private void apply(Binary node, ExtVector left, ExtVector right, ExtVector out, int n) {
    switch (node) {
      case AddNode a -> kernels.extAdd(left, 0, right, 0, out, 0, n);
      case SubNode s -> kernels.extSub(left, 0, right, 0, out, 0, n);
      case MulNode m -> kernels.extMul(left, 0, right, 0, out, 0, n);
    }
  }
}
