package io.zkml.core.expr;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import java.util.List;

/**
 * A constraint graph: polynomials over named columns as a shared, immutable list of nodes in
 * evaluation order. The verifier interprets it at one point, the prover over blocks of rows.
 *
 * @param nodes every node, after its operands
 */
public record ExprGraph(List<Node> nodes) {

  /** Copies the list; operands must come before their node. */
  public ExprGraph {
    nodes = List.copyOf(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof Binary b
          && (Math.min(b.left(), b.right()) < 0 || Math.max(b.left(), b.right()) >= i)) {
        throw new IllegalArgumentException("node " + i + " uses no earlier node");
      }
    }
  }

  /** A node of the graph. */
  public sealed interface Node {}

  /** The value of a column in the row at hand. */
  public record ColumnNode(int column) implements Node {
    /** Checks the index. */
    public ColumnNode {
      if (column < 0) {
        throw new IllegalArgumentException("column " + column);
      }
    }
  }

  /** A constant of F, canonical. */
  public record ConstantNode(long value) implements Node {
    /** Checks the value. */
    public ConstantNode {
      if (!Goldilocks.isCanonical(value)) {
        throw new IllegalArgumentException("constant is not canonical");
      }
    }
  }

  /** A node of two operands, given by their indices. */
  public sealed interface Binary extends Node {
    /** Index of the first operand. */
    int left();

    /** Index of the second operand. */
    int right();
  }

  /** left + right. */
  public record AddNode(int left, int right) implements Binary {}

  /** left - right. */
  public record SubNode(int left, int right) implements Binary {}

  /** left right. */
  public record MulNode(int left, int right) implements Binary {}

  /** Total degree in the columns, of every node. */
  public int[] degrees() {
    int[] degree = new int[nodes.size()];
    for (int i = 0; i < degree.length; i++) {
      degree[i] =
          switch (nodes.get(i)) {
            case ColumnNode c -> 1;
            case ConstantNode c -> 0;
            case AddNode a -> Math.max(degree[a.left()], degree[a.right()]);
            case SubNode s -> Math.max(degree[s.left()], degree[s.right()]);
            case MulNode m -> Math.addExact(degree[m.left()], degree[m.right()]);
          };
    }
    return degree;
  }

  /** Every node's value where column j has the value {@code columns.get(j)}. */
  public Ext3[] evaluate(List<Ext3> columns) {
    Ext3[] value = new Ext3[nodes.size()];
    for (int i = 0; i < value.length; i++) {
      value[i] =
          switch (nodes.get(i)) {
            case ColumnNode c -> columns.get(c.column());
            case ConstantNode c -> Ext3.of(c.value());
            case AddNode a -> value[a.left()].add(value[a.right()]);
            case SubNode s -> value[s.left()].sub(value[s.right()]);
            case MulNode m -> value[m.left()].mul(value[m.right()]);
          };
    }
    return value;
  }

  /** Every node's value in one row of base field columns. */
  public long[] evaluateRow(long[] columns) {
    long[] value = new long[nodes.size()];
    for (int i = 0; i < value.length; i++) {
      value[i] =
          switch (nodes.get(i)) {
            case ColumnNode c -> columns[c.column()];
            case ConstantNode c -> c.value();
            case AddNode a -> Goldilocks.add(value[a.left()], value[a.right()]);
            case SubNode s -> Goldilocks.sub(value[s.left()], value[s.right()]);
            case MulNode m -> Goldilocks.mul(value[m.left()], value[m.right()]);
          };
    }
    return value;
  }
}
