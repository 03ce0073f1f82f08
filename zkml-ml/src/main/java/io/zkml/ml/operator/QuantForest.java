package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Addend;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Translates a forest: conditions, paths, the exact sums of leaves, their rounding, labels. */
final class QuantForest {

  /** Bits of the largest sum that the ledger takes. */
  private static final int SUM_BITS = 60;

  /** Bits of the largest bound of a path. */
  private static final int MOST_PATH_BITS = 14;

  private final NodeContext context;
  private final QuantBuilder builder;
  private final ForestModel model;
  private final String name;
  private final int rows;

  QuantForest(NodeContext context, QuantBuilder builder, ForestModel model) {
    this.context = context;
    this.builder = builder;
    this.model = model;
    this.name =
        context.node().outputs().stream().filter(o -> !o.isEmpty()).findFirst().orElseThrow();
    this.rows = context.outputShape(0).dim(0);
  }

  /** The factors of one table's columns in the sums: {@code [sums, columns]}. */
  private record Factors(View table, long[] entries) {}

  void define() throws OperatorException {
    View x = builder.view(context.node().input(0));
    ForestConditions conditions = ForestConditions.of(model.forest(), context.inputType(0));
    Args.require(!conditions.byNode().isEmpty(), "its trees have no branches");
    int axis = axis();
    LeafGrid grid = LeafGrid.of(model.weights());
    QuantForestBits bits = new QuantForestBits(builder, name, x, rows, axis);
    bits.define(conditions.byNode().values());
    List<QuantForestPaths.Reached> leaves =
        new QuantForestPaths(
                builder, name, model.forest(), conditions, bits, rows, axis, limit(grid))
            .leaves();
    QuantScores scores = new QuantScores(context, builder, model, name, axis);
    scores.define(sums(leaves, grid, axis), grid, range(grid));
  }

  /** Which axis is cut into pieces, the other one being padded: the cheaper one. */
  private int axis() {
    List<Integer> level = Arrays.stream(model.forest().roots()).boxed().toList();
    long rowsPadded = 0;
    long columnsPadded = 0;
    while (!level.isEmpty()) {
      List<Integer> next = new ArrayList<>();
      int branches = 0;
      for (int node : level) {
        if (model.forest().nodes().get(node) instanceof Forest.Branch b) {
          branches++;
          next.add(b.yes());
          next.add(b.no());
        }
      }
      rowsPadded += (long) padded(rows) * branches;
      columnsPadded += (long) rows * padded(branches);
      level = next;
    }
    return rowsPadded <= columnsPadded ? 1 : 0;
  }

  private static int padded(int n) {
    return n <= 1 ? n : Integer.highestOneBit(n - 1) * 2;
  }

  /** How large bounds of paths may grow before a range check resets them. */
  private long limit(LeafGrid grid) {
    double top = Arrays.stream(model.weights()).map(Math::abs).max().orElse(0);
    int weight = 64 - Long.numberOfLeadingZeros(grid.integer(top));
    int count = 64 - Long.numberOfLeadingZeros(model.forest().nodes().size());
    return 1L << Math.clamp(SUM_BITS - weight - count, 0, MOST_PATH_BITS);
  }

  /** Number of sums: one for every target, for every tree where trees are compared. */
  private int sums() {
    return model.isCompared() ? model.targets() * model.forest().roots().length : model.targets();
  }

  private View sums(List<QuantForestPaths.Reached> leaves, LeafGrid grid, int axis)
      throws OperatorException {
    int count = sums();
    long[] bias = new long[count];
    Map<Integer, Factors> factors = new LinkedHashMap<>();
    for (QuantForestPaths.Reached r : leaves) {
      Forest.Leaf leaf = (Forest.Leaf) model.forest().nodes().get(r.node());
      int first = model.isCompared() ? r.tree() * model.targets() : 0;
      for (int i = 0; i < leaf.targets().length; i++) {
        int at = first + leaf.targets()[i];
        long weight = grid.integer(leaf.weights()[i]);
        bias[at] = Math.addExact(bias[at], Math.multiplyExact(weight, r.sum().constant()));
        for (ColumnSums.Term t : r.sum().terms()) {
          add(factors, t, at, count, weight);
        }
      }
    }
    if (!model.isCompared()) {
      addBase(bias, grid);
    }
    return define(factors, bias, grid, axis);
  }

  private void addBase(long[] bias, LeafGrid grid) {
    long divisor = model.divisor();
    for (int i = 0; i < model.base().length; i++) {
      bias[i] = Math.addExact(bias[i], Math.multiplyExact(grid.integer(model.base()[i]), divisor));
    }
  }

  private static void add(
      Map<Integer, Factors> factors, ColumnSums.Term t, int sum, int count, long weight) {
    View table = t.column().table();
    int columns = table.shape().dim(1);
    Factors f =
        factors.computeIfAbsent(
            table.index(), k -> new Factors(table, new long[Math.multiplyExact(count, columns)]));
    int at = sum * columns + t.column().index();
    f.entries()[at] = Math.addExact(f.entries()[at], Math.multiplyExact(weight, t.factor()));
  }

  private View define(Map<Integer, Factors> factors, long[] bias, LeafGrid grid, int axis)
      throws OperatorException {
    int count = bias.length;
    List<Addend> addends = new ArrayList<>();
    for (Factors f : factors.values()) {
      int columns = f.table().shape().dim(1);
      int[] indices = new int[Math.multiplyExact(Math.multiplyExact(rows, count), columns)];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = i / columns / count * columns + i % columns;
      }
      IntTensor weights = new IntTensor(TensorShape.of(1, count, columns), f.entries());
      if (weights.magnitude() != 0) {
        addends.add(
            new Addend(
                f.table().index(), IndexMap.of(indices), 1, TensorShape.of(columns), weights));
      }
    }
    Args.require(!addends.isEmpty(), "its leaves are all alike");
    TensorShape shape = TensorShape.of(rows, count);
    LinearForm form = new LinearForm(addends, new IntTensor(TensorShape.of(1, count), bias));
    FormBounds derived = builder.bounds(form);
    long top = range(grid);
    FormBounds bounds = new FormBounds(-top, top, derived.magnitude());
    QuantBuilder.ExactTarget y =
        builder.exact(name + ".sums", shape, axis, bounds, grid.unit() / model.divisor(), null);
    builder.emit(new QuantSum(y.index(), form, y.finish()));
    return builder.view(name + ".sums");
  }

  /** The largest magnitude of any sum, from the largest leaf of every tree. */
  private long range(LeafGrid grid) {
    long top = 0;
    for (double base : model.base()) {
      top = Math.max(top, Math.multiplyExact(Math.abs(grid.integer(base)), model.divisor()));
    }
    long[] largest = largestLeaves(grid);
    for (long leaf : largest) {
      top = Math.addExact(top, leaf);
    }
    return Math.max(1, top);
  }

  private long[] largestLeaves(LeafGrid grid) {
    long[] largest = new long[model.forest().roots().length];
    for (int tree = 0; tree < largest.length; tree++) {
      List<Integer> open = new ArrayList<>(List.of(model.forest().roots()[tree]));
      while (!open.isEmpty()) {
        switch (model.forest().nodes().get(open.removeLast())) {
          case Forest.Branch b -> {
            open.add(b.yes());
            open.add(b.no());
          }
          case Forest.Leaf leaf -> {
            double sum = Arrays.stream(leaf.weights()).map(Math::abs).sum();
            largest[tree] = Math.max(largest[tree], grid.integer(sum));
          }
        }
      }
    }
    return largest;
  }
}
