package io.zkml.core.air;

import io.zkml.core.expr.ExprGraph;
import java.util.List;

/**
 * A table's rules as data: columns, row-local constraints of degree at most 3 and bus messages
 * affine in the columns. There is no next row.
 *
 * @param name unique in a machine
 * @param columns names and kinds
 * @param graph nodes that constraints and interactions point into
 */
public record Chip(
    String name,
    List<Column> columns,
    ExprGraph graph,
    List<Constraint> constraints,
    List<Interaction> interactions) {

  /** Largest degree of a constraint. */
  public static final int MAX_DEGREE = 3;

  /** A column's name and kind. */
  public record Column(String name, ColumnKind kind) {}

  /** Copies the lists; checks degrees and column indices. */
  public Chip {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    interactions = List.copyOf(interactions);
    check(name, columns, graph, constraints, interactions);
  }

  private static void check(
      String name,
      List<Column> columns,
      ExprGraph graph,
      List<Constraint> constraints,
      List<Interaction> interactions) {
    for (ExprGraph.Node node : graph.nodes()) {
      if (node instanceof ExprGraph.ColumnNode c && c.column() >= columns.size()) {
        throw new IllegalArgumentException(name + " has no column " + c.column());
      }
    }
    int[] degree = graph.degrees();
    for (Constraint c : constraints) {
      if (degree[c.node()] > MAX_DEGREE) {
        throw new IllegalArgumentException(name + "." + c.label() + " exceeds degree 3");
      }
    }
    for (Interaction i : interactions) {
      int highest = degree[i.numerator()];
      for (int v : i.values()) {
        highest = Math.max(highest, degree[v]);
      }
      if (highest > 1) {
        throw new IllegalArgumentException(name + "." + i.label() + " is not affine");
      }
    }
  }
}
