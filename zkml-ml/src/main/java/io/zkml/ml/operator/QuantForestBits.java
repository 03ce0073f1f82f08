package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Exact;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.Ordinals;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantPositive;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcomes of a forest's conditions, as columns of tables of 0 and 1: one comparison for every
 * cut that occurs, and one sum for every condition that takes several cuts.
 */
final class QuantForestBits {

  private final QuantBuilder builder;
  private final String name;
  private final View x;
  private final int rows;
  private final int axis;
  private final Map<Cut, ColumnSums.Column> cuts = new HashMap<>();
  private final Map<List<Condition.Term>, ColumnSums.Column> columns = new HashMap<>();

  private record Cut(int feature, double at) {}

  QuantForestBits(QuantBuilder builder, String name, View x, int rows, int axis) {
    this.builder = builder;
    this.name = name;
    this.x = x;
    this.rows = rows;
    this.axis = axis;
  }

  /** Defines the outcomes of all conditions. */
  void define(Iterable<Condition> conditions) {
    Map<Cut, ColumnSums.Sum> compared = new LinkedHashMap<>();
    Set<List<Condition.Term>> several = new LinkedHashSet<>();
    for (Condition c : conditions) {
      List<Condition.Term> terms = terms(c);
      for (Condition.Term t : terms) {
        compared.computeIfAbsent(cut(t), this::aboveCut);
      }
      if (terms.size() != 1) {
        several.add(terms);
      }
    }
    compare(compared);
    if (!several.isEmpty()) {
      add(List.copyOf(several));
    }
  }

  /** Where a condition's outcome is. */
  ColumnSums.Column column(Condition condition) {
    List<Condition.Term> terms = terms(condition);
    ColumnSums.Column column =
        terms.size() == 1 ? cuts.get(cut(terms.getFirst())) : columns.get(terms);
    if (column == null) {
      throw new IllegalArgumentException("a condition that was not defined");
    }
    return column;
  }

  private static Cut cut(Condition.Term t) {
    return new Cut(t.feature(), t.at());
  }

  /** A condition's terms, with one for what is not a number where its rank does not decide. */
  private List<Condition.Term> terms(Condition c) {
    Ordinals ordinals = x.value().ordinals();
    if (ordinals == null || c.terms().isEmpty()) {
      return c.terms();
    }
    int feature = c.terms().getFirst().feature();
    Ordinals.Missing missing = ordinals.features().get(feature).missing();
    int otherwise = missing == Ordinals.Missing.LOWEST ? 0 : c.atTop();
    int wanted = c.oneIfMissing() ? 1 : 0;
    if (wanted == otherwise) {
      return c.terms();
    }
    List<Condition.Term> more = new ArrayList<>(c.terms());
    more.add(new Condition.Term(feature, Double.NaN, wanted - otherwise));
    return List.copyOf(more);
  }

  /** What is positive where a feature is not below a cut. */
  private ColumnSums.Sum aboveCut(Cut cut) {
    long last = lastBelow(cut);
    return new ColumnSums.Sum(
        -last, List.of(new ColumnSums.Term(new ColumnSums.Column(x, cut.feature()), 1)));
  }

  /** The largest integer that stands for numbers below a cut. */
  private long lastBelow(Cut cut) {
    Ordinals ordinals = x.value().ordinals();
    if (ordinals != null) {
      List<Double> all = ordinals.features().get(cut.feature()).cuts();
      return Double.isNaN(cut.at()) ? all.size() : all.indexOf(cut.at());
    }
    double last = Math.ceil(cut.at() / x.value().scale()) - 1;
    return (long) Math.clamp(last, (double) x.value().min() - 1, (double) x.value().max());
  }

  private void compare(Map<Cut, ColumnSums.Sum> compared) {
    LinearForm form = ColumnSums.form(List.copyOf(compared.values()), rows);
    View bits = bits(name + ".above", compared.size());
    builder.emit(new QuantPositive(bits.index(), form));
    int column = 0;
    for (Cut cut : compared.keySet()) {
      cuts.put(cut, new ColumnSums.Column(bits, column++));
    }
  }

  /** Where the bit of a cut is that has been added. */
  private ColumnSums.Column column(Cut cut) {
    ColumnSums.Column column = cuts.get(cut);
    if (column == null) {
      throw new IllegalStateException("no bit of " + cut);
    }
    return column;
  }

  private void add(List<List<Condition.Term>> several) {
    List<ColumnSums.Sum> sums = new ArrayList<>();
    for (List<Condition.Term> terms : several) {
      ColumnSums.Sum sum = new ColumnSums.Sum(0, List.of());
      for (Condition.Term t : terms) {
        sum = sum.plus(column(cut(t)), t.factor());
      }
      sums.add(sum);
    }
    View bits = bits(name + ".outcome", sums.size());
    builder.emit(new QuantSum(bits.index(), ColumnSums.form(sums, rows), new Exact(true)));
    for (int i = 0; i < sums.size(); i++) {
      columns.put(several.get(i), new ColumnSums.Column(bits, i));
    }
  }

  private View bits(String table, int count) {
    TensorShape shape = TensorShape.of(rows, count);
    builder.define(table, new QuantValue(table, shape, axis, 1, 0, 1), shape);
    return builder.view(table);
  }
}
