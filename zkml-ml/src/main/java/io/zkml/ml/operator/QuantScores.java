package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantDivide;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a forest's exact sums become: scores, rounded scores, labels. */
final class QuantScores {

  private final NodeContext context;
  private final QuantBuilder builder;
  private final ForestModel model;
  private final String name;
  private final int rows;
  private final int axis;

  QuantScores(NodeContext context, QuantBuilder builder, ForestModel model, String name, int axis) {
    this.context = context;
    this.builder = builder;
    this.model = model;
    this.name = name;
    this.rows = context.outputShape(0).dim(0);
    this.axis = axis;
  }

  /**
   * Defines the outputs of the node that are there.
   *
   * @param top largest magnitude of a sum
   */
  void define(View sums, LeafGrid grid, long top) throws OperatorException {
    View targets = model.isCompared() ? compared(sums, grid) : sums;
    long one = Math.round(1 / grid.unit());
    List<ColumnSums.Sum> scores = new ArrayList<>();
    if (model.pair()) {
      ColumnSums.Column sum = new ColumnSums.Column(targets, 0);
      scores.add(new ColumnSums.Sum(model.toOne() ? one : 0, List.of()).plus(sum, -1));
      scores.add(ColumnSums.Sum.of(sum));
    } else {
      for (int i = 0; i < model.targets(); i++) {
        scores.add(ColumnSums.Sum.of(new ColumnSums.Column(targets, i)));
      }
    }
    if (has(0)) {
      exact(targets, scores);
    }
    if (has(1)) {
      rounded(context.node().output(1), targets, scores, model.toOne() ? top + one : top);
    }
    if (has(2)) {
      label(targets, scores, grid);
    }
  }

  private boolean has(int output) {
    return output < context.outputCount() && !context.node().output(output).isEmpty();
  }

  private void exact(View targets, List<ColumnSums.Sum> scores) {
    String output = context.node().output(0);
    if (model.pair()) {
      column(output, scores, targets.value().scale());
    } else {
      builder.define(output, targets);
    }
  }

  /** Scores to the nearest multiple of a power of two times their unit that fits a window. */
  private void rounded(String output, View targets, List<ColumnSums.Sum> scores, long top) {
    LinearForm form = ColumnSums.form(scores, rows);
    long half = 1L << (builder.policy().windowBits() - 1);
    int shift = 1;
    while (top >> shift >= half - 1) {
      shift++;
    }
    TensorShape shape = TensorShape.of(rows, scores.size());
    double unit = targets.value().scale() * (1L << shift);
    int index =
        builder.define(output, new QuantValue(output, shape, axis, unit, -half, half - 1), shape);
    IntTensor halfUp = plus(form.bias(), 1L << (shift - 1), scores.size());
    LinearForm numerator = new LinearForm(form.addends(), halfUp);
    LinearForm denominator =
        new LinearForm(List.of(), new IntTensor(TensorShape.of(1, 1), new long[] {1L << shift}));
    int limbs = Math.ceilDiv(shift + 1, builder.policy().windowBits());
    builder.emit(new QuantDivide(index, numerator, denominator, limbs));
  }

  private static IntTensor plus(@Nullable IntTensor bias, long more, int columns) {
    long[] all = new long[columns];
    for (int i = 0; i < columns; i++) {
      all[i] = more + (bias == null ? 0 : bias.data()[i]);
    }
    return new IntTensor(TensorShape.of(1, columns), all);
  }

  private void label(View targets, List<ColumnSums.Sum> scores, LeafGrid grid) {
    String output = context.node().output(2);
    List<Long> labels = model.labels();
    ColumnSums.Sum label;
    if (model.pair()) {
      long threshold = (long) Math.floor(model.threshold() / grid.unit());
      ColumnSums.Sum excess = scores.get(1).minus(ColumnSums.Sum.constant(threshold));
      View second =
          QuantTournament.positive(builder, name + ".second", rows, axis, List.of(excess));
      label =
          ColumnSums.Sum.constant(labels.get(0))
              .plus(new ColumnSums.Column(second, 0), labels.get(1) - labels.get(0));
    } else {
      List<QuantTournament.Entry> all = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        ColumnSums.Sum own = ColumnSums.Sum.constant(labels.get(i));
        all.add(new QuantTournament.Entry(scores.get(i), own));
      }
      label = tournament(targets).winners(List.of(all)).getFirst().label();
    }
    LinearForm form = ColumnSums.column(label, rows);
    QuantSums.define(builder, output, TensorShape.of(rows), form, 0, 1, builder.bounds(form));
  }

  private QuantTournament tournament(View sums) {
    return new QuantTournament(builder, name, rows, axis, sums.value().scale());
  }

  private View column(String table, List<ColumnSums.Sum> columns, double unit) {
    LinearForm form = ColumnSums.form(columns, rows);
    TensorShape shape = TensorShape.of(rows, columns.size());
    return QuantSums.define(builder, table, shape, form, axis, unit, builder.bounds(form));
  }

  /** The least or largest tree of every target. */
  private View compared(View sums, LeafGrid grid) throws OperatorException {
    long sign = model.aggregation() == Forest.Aggregation.MIN ? -1 : 1;
    List<List<QuantTournament.Entry>> groups = new ArrayList<>();
    for (int target = 0; target < model.targets(); target++) {
      List<QuantTournament.Entry> group = new ArrayList<>();
      for (int tree = 0; tree < model.forest().roots().length; tree++) {
        if (model.gives(tree, target)) {
          ColumnSums.Column column = new ColumnSums.Column(sums, tree * model.targets() + target);
          ColumnSums.Sum none = ColumnSums.Sum.constant(0);
          group.add(new QuantTournament.Entry(none.plus(column, sign), none));
        }
      }
      Args.require(!group.isEmpty(), "no tree has a leaf for target " + target);
      groups.add(group);
    }
    List<ColumnSums.Sum> results = new ArrayList<>();
    List<QuantTournament.Entry> winners = tournament(sums).winners(groups);
    for (int target = 0; target < winners.size(); target++) {
      long base = model.base().length == 0 ? 0 : grid.integer(model.base()[target]);
      results.add(winners.get(target).score().times(sign).minus(ColumnSums.Sum.constant(-base)));
    }
    return column(name + ".compared", results, sums.value().scale());
  }
}
