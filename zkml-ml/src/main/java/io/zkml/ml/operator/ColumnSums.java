package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Addend;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables {@code [rows, n]} whose columns are sums of columns of other tables. */
final class ColumnSums {

  private ColumnSums() {}

  /** A column of a table {@code [rows, columns]}. */
  record Column(View table, int index) {}

  /** A column times a factor. */
  record Term(Column column, long factor) {}

  /** A column of a sum. */
  record Sum(long constant, List<Term> terms) {

    static Sum of(Column column) {
      return new Sum(0, List.of(new Term(column, 1)));
    }

    /** This sum without another. */
    Sum minus(Sum o) {
      List<Term> more = new ArrayList<>(terms);
      o.terms.forEach(t -> more.add(new Term(t.column(), -t.factor())));
      return new Sum(constant - o.constant, more);
    }

    /** This sum times a factor. */
    Sum times(long factor) {
      List<Term> scaled =
          terms.stream().map(t -> new Term(t.column(), t.factor() * factor)).toList();
      return new Sum(constant * factor, scaled);
    }

    /** A sum of nothing. */
    static Sum constant(long value) {
      return new Sum(value, List.of());
    }

    /** This sum and a column times a factor. */
    Sum plus(Column column, long factor) {
      List<Term> more = new ArrayList<>(terms);
      more.add(new Term(column, factor));
      return new Sum(constant, more);
    }
  }

  /** The columns of one table that one addend takes. */
  private record Key(int table, long factor, int occurrence) {}

  private record Taken(View table, int[] columns) {}

  /** The form {@code [rows, n]} that has these columns. */
  static LinearForm form(List<Sum> sums, int rows) {
    return form(sums, rows, TensorShape.of(rows, sums.size()));
  }

  /** The form {@code [rows]} that is a column. */
  static LinearForm column(Sum sum, int rows) {
    return form(List.of(sum), rows, TensorShape.of(rows));
  }

  private static LinearForm form(List<Sum> sums, int rows, TensorShape shape) {
    Map<Key, Taken> addends = new LinkedHashMap<>();
    long[] bias = new long[sums.size()];
    for (int j = 0; j < bias.length; j++) {
      bias[j] = sums.get(j).constant();
      Map<Key, Integer> seen = new HashMap<>();
      for (Term t : sums.get(j).terms()) {
        View table = t.column().table();
        Key first = new Key(table.index(), t.factor(), 0);
        int occurrence = seen.merge(first, 1, Integer::sum) - 1;
        Key key = new Key(table.index(), t.factor(), occurrence);
        addends.computeIfAbsent(key, k -> new Taken(table, none(bias.length))).columns()[j] =
            t.column().index();
      }
    }
    List<Addend> all = new ArrayList<>();
    addends.forEach((key, taken) -> all.add(addend(key, taken, rows, shape)));
    boolean zero = Arrays.stream(bias).allMatch(b -> b == 0);
    TensorShape one = shape.rank() == 1 ? TensorShape.of(1) : TensorShape.of(1, bias.length);
    return new LinearForm(all, zero ? null : new IntTensor(one, bias));
  }

  private static int[] none(int count) {
    int[] columns = new int[count];
    Arrays.fill(columns, IndexMap.NONE);
    return columns;
  }

  private static Addend addend(Key key, Taken taken, int rows, TensorShape shape) {
    int[] columns = taken.columns();
    int width = Math.toIntExact(taken.table().shape().elements() / rows);
    int[] indices = new int[Math.multiplyExact(rows, columns.length)];
    for (int i = 0; i < indices.length; i++) {
      int column = columns[i % columns.length];
      indices[i] = column == IndexMap.NONE ? column : i / columns.length * width + column;
    }
    return new Addend(key.table(), explicit(taken.table(), shape, indices), key.factor());
  }

  private static IndexMap explicit(View table, TensorShape shape, int[] indices) {
    View moved = table.moved(shape, indices);
    boolean same = moved.map().isIdentity() && moved.value().shape().equals(shape);
    return same ? moved.map() : IndexMap.of(moved.map().toArray(indices.length));
  }
}
