package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest of several columns, exact whatever their width, with a label of the winner: pairs are
 * compared, round by round. Of equal ones the first wins.
 */
final class QuantTournament {

  private final QuantBuilder builder;
  private final String name;
  private final int rows;
  private final int axis;
  private final double unit;
  private int rounds;

  /**
   * A tournament.
   *
   * @param unit real value of 1 of a column
   */
  QuantTournament(QuantBuilder builder, String name, int rows, int axis, double unit) {
    this.builder = builder;
    this.name = name;
    this.rows = rows;
    this.axis = axis;
    this.unit = unit;
  }

  /** A column and its label. */
  record Entry(ColumnSums.Sum score, ColumnSums.Sum label) {}

  /** The bits that tell where columns are positive. */
  static View positive(
      QuantBuilder builder, String name, int rows, int axis, List<ColumnSums.Sum> columns) {
    return QuantComparisons.positive(
        builder, name, TensorShape.of(rows, columns.size()), axis, ColumnSums.form(columns, rows));
  }

  /** The winner of every group. */
  List<Entry> winners(List<List<Entry>> groups) {
    List<List<Entry>> left = groups;
    while (left.stream().anyMatch(group -> group.size() > 1)) {
      left = round(left);
    }
    return left.stream().map(List::getFirst).toList();
  }

  private List<List<Entry>> round(List<List<Entry>> groups) {
    List<Entry> firsts = new ArrayList<>();
    List<Entry> seconds = new ArrayList<>();
    for (List<Entry> group : groups) {
      for (int i = 0; i + 1 < group.size(); i += 2) {
        firsts.add(group.get(i));
        seconds.add(group.get(i + 1));
      }
    }
    List<Entry> winners = play(firsts, seconds);
    List<List<Entry>> next = new ArrayList<>();
    int at = 0;
    for (List<Entry> group : groups) {
      List<Entry> left = new ArrayList<>(winners.subList(at, at + group.size() / 2));
      at += group.size() / 2;
      if (group.size() % 2 == 1) {
        left.add(group.getLast());
      }
      next.add(left);
    }
    return next;
  }

  private List<Entry> play(List<Entry> firsts, List<Entry> seconds) {
    String round = name + ".round" + rounds++;
    List<ColumnSums.Sum> leads = new ArrayList<>();
    List<ColumnSums.Sum> labels = new ArrayList<>();
    for (int i = 0; i < firsts.size(); i++) {
      leads.add(seconds.get(i).score().minus(firsts.get(i).score()));
      labels.add(seconds.get(i).label().minus(firsts.get(i).label()));
    }
    View won = positive(builder, round + ".won", rows, axis, leads);
    List<ColumnSums.Sum> scores =
        chosen(round, won, leads, firsts.stream().map(Entry::score).toList(), unit);
    List<ColumnSums.Sum> chosen =
        chosen(round + ".label", won, labels, firsts.stream().map(Entry::label).toList(), 1);
    List<Entry> out = new ArrayList<>();
    for (int i = 0; i < firsts.size(); i++) {
      out.add(new Entry(scores.get(i), chosen.get(i)));
    }
    return out;
  }

  /** {@code first + won lead}; no product where leads are constant. */
  private List<ColumnSums.Sum> chosen(
      String table,
      View won,
      List<ColumnSums.Sum> leads,
      List<ColumnSums.Sum> firsts,
      double scale) {
    List<ColumnSums.Sum> out = new ArrayList<>();
    boolean constant = leads.stream().allMatch(lead -> lead.terms().isEmpty());
    View product = constant ? won : product(table, won, leads, firsts, scale);
    for (int i = 0; i < leads.size(); i++) {
      ColumnSums.Column column = new ColumnSums.Column(product, i);
      out.add(
          constant
              ? firsts.get(i).plus(column, leads.get(i).constant())
              : ColumnSums.Sum.of(column));
    }
    return out;
  }

  private View product(
      String table,
      View won,
      List<ColumnSums.Sum> leads,
      List<ColumnSums.Sum> firsts,
      double scale) {
    List<ColumnSums.Sum> bits = new ArrayList<>();
    for (int i = 0; i < leads.size(); i++) {
      bits.add(ColumnSums.Sum.of(new ColumnSums.Column(won, i)));
    }
    LinearForm left = ColumnSums.form(bits, rows);
    LinearForm right = ColumnSums.form(leads, rows);
    LinearForm plus = ColumnSums.form(firsts, rows);
    FormBounds lead = builder.bounds(right);
    FormBounds first = builder.bounds(plus);
    FormBounds bounds =
        new FormBounds(
            Math.addExact(first.min(), Math.min(0, lead.min())),
            Math.addExact(first.max(), Math.max(0, lead.max())),
            Math.addExact(first.magnitude(), lead.magnitude()));
    TensorShape shape = TensorShape.of(rows, leads.size());
    QuantBuilder.ExactTarget y = builder.exact(table, shape, axis, bounds, scale, null);
    builder.emit(new QuantProduct(y.index(), left, right, 1, plus, y.finish()));
    return builder.view(table);
  }
}
