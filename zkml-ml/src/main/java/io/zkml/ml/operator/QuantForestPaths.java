package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Exact;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths through a forest: for every branch a bit that tells whether a row comes to it and goes
 * on to its first side. What comes to the other side is what comes to the branch without that, so a
 * branch takes one product and a leaf none.
 */
final class QuantForestPaths {

  private final QuantBuilder builder;
  private final String name;
  private final Forest forest;
  private final ForestConditions conditions;
  private final QuantForestBits bits;
  private final int rows;
  private final int axis;
  private final long limit;
  private final List<Reached> leaves = new ArrayList<>();

  /** A node of a tree, and the sum that is 1 for rows that come to it, else 0. */
  record Reached(int tree, int node, ColumnSums.Sum sum) {}

  /**
   * Paths of a forest.
   *
   * @param limit largest bound that the ledger may derive for a path's bit
   */
  QuantForestPaths(
      QuantBuilder builder,
      String name,
      Forest forest,
      ForestConditions conditions,
      QuantForestBits bits,
      int rows,
      int axis,
      long limit) {
    this.builder = builder;
    this.name = name;
    this.forest = forest;
    this.conditions = conditions;
    this.bits = bits;
    this.rows = rows;
    this.axis = axis;
    this.limit = limit;
  }

  /** Defines all paths, level by level; gives the leaves. */
  List<Reached> leaves() {
    List<Reached> level = new ArrayList<>();
    for (int tree = 0; tree < forest.roots().length; tree++) {
      Reached root = new Reached(tree, forest.roots()[tree], new ColumnSums.Sum(1, List.of()));
      if (forest.nodes().get(root.node()) instanceof Forest.Branch) {
        split(root, bits.column(conditions.of(root.node())), level);
      } else {
        leaves.add(root);
      }
    }
    for (int depth = 1; !level.isEmpty(); depth++) {
      level = below(level, depth);
    }
    return leaves;
  }

  /** Adds what follows a branch to the next level. */
  private void split(Reached branch, ColumnSums.Column taken, List<Reached> next) {
    Condition c = conditions.of(branch.node());
    next.add(new Reached(branch.tree(), c.one(), ColumnSums.Sum.of(taken)));
    next.add(new Reached(branch.tree(), c.zero(), branch.sum().plus(taken, -1)));
  }

  private List<Reached> below(List<Reached> level, int depth) {
    List<Reached> branches = new ArrayList<>();
    List<ColumnSums.Sum> reached = new ArrayList<>();
    List<ColumnSums.Sum> tests = new ArrayList<>();
    for (Reached at : level) {
      if (forest.nodes().get(at.node()) instanceof Forest.Branch) {
        branches.add(at);
        reached.add(at.sum());
        tests.add(ColumnSums.Sum.of(bits.column(conditions.of(at.node()))));
      } else {
        leaves.add(at);
      }
    }
    List<Reached> next = new ArrayList<>();
    if (!branches.isEmpty()) {
      View taken =
          product(
              ColumnSums.form(reached, rows), ColumnSums.form(tests, rows), depth, branches.size());
      for (int j = 0; j < branches.size(); j++) {
        split(branches.get(j), new ColumnSums.Column(taken, j), next);
      }
    }
    return next;
  }

  private View product(LinearForm reached, LinearForm tests, int depth, int count) {
    long bound =
        Math.multiplyExact(builder.bounds(reached).magnitude(), builder.bounds(tests).magnitude());
    boolean ranged = bound > limit;
    String table = name + ".level" + depth;
    TensorShape shape = TensorShape.of(rows, count);
    QuantValue value =
        new QuantValue(table, shape, axis, 1, ranged ? 0 : -bound, ranged ? 1 : bound);
    int index = builder.define(table, value, shape);
    builder.emit(
        new QuantProduct(index, reached, tests, 1, QuantProducts.NOTHING, new Exact(ranged)));
    return builder.view(table);
  }
}
