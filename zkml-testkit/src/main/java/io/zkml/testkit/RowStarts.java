package io.zkml.testkit;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Interaction;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Changes of an honest row from which a search starts. */
final class RowStarts {

  private static final long[] STEPS = {1, 2, 1L << 4, 1L << 8, 1L << 16, 1L << 31, 1L << 32};

  private static final long[] VALUES = {
    0, 1, 2, 255, 65535, 1L << 31, (1L << 32) - 1, Goldilocks.P - 1
  };

  private static final int MAX_RECEIPTS = 12;

  private final Chip chip;
  private final NodeColumns columns;
  private final boolean[] free;
  private final List<long[]> others;
  private final Collection<BusMessage> offered;

  /**
   * Changes of rows.
   *
   * @param others rows whose cells are tried too
   * @param offered messages that are received in place of others
   */
  RowStarts(Chip chip, boolean[] free, List<long[]> others, Collection<BusMessage> offered) {
    this.chip = chip;
    this.columns = new NodeColumns(chip);
    this.free = free;
    this.others = others;
    this.offered = offered;
  }

  /** Hands rows with one other cell to {@code search} until it says that it has found something. */
  boolean singles(long[] row, Predicate<long[]> search) {
    for (int c = 0; c < row.length; c++) {
      if (free[c]) {
        for (long v : values(row[c], c)) {
          if (search.test(RowSearch.with(row, c, v))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private long[] values(long v, int column) {
    List<Long> out = new ArrayList<>();
    for (long[] other : others) {
      out.add(other[column]);
    }
    for (long value : VALUES) {
      out.add(value);
    }
    for (long step : STEPS) {
      out.add(Goldilocks.add(v, step));
      out.add(Goldilocks.sub(v, step));
    }
    out.add(Goldilocks.neg(v));
    return out.stream().distinct().mapToLong(Long::longValue).filter(x -> x != v).toArray();
  }

  /** Likewise rows with two other cells. */
  boolean pairs(long[] row, Predicate<long[]> search) {
    for (int c = 0; c < row.length; c++) {
      for (int d = 0; d < row.length; d++) {
        if (c != d && free[c] && free[d] && pair(row, c, d, search)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean pair(long[] row, int c, int d, Predicate<long[]> search) {
    if (c < d && row[c] <= 1 && row[d] <= 1) {
      long[] flipped = RowSearch.with(row, c, 1 - row[c]);
      if (search.test(RowSearch.with(flipped, d, 1 - row[d]))) {
        return true;
      }
    }
    long[] moved = RowSearch.with(row, c, Goldilocks.add(row[c], 1));
    return search.test(RowSearch.with(moved, d, Goldilocks.sub(row[d], 1)))
        || (c < d && search.test(RowSearch.with(moved, d, Goldilocks.add(row[d], 1))));
  }

  /** Likewise rows that receive other messages. */
  boolean receipts(long[] row, Predicate<long[]> search) {
    long[] node = chip.graph().evaluateRow(row);
    for (Interaction i : chip.interactions()) {
      if (node[i.numerator()] != 1) {
        for (BusMessage m : alternatives(i, node)) {
          if (search.test(received(row, i, m))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Messages most like the received one, but for itself. */
  private List<BusMessage> alternatives(Interaction i, long[] node) {
    return offered.stream()
        .filter(m -> m.bus().equals(i.bus()) && difference(m, i, node) > 0)
        .sorted(Comparator.comparingInt(m -> difference(m, i, node)))
        .limit(MAX_RECEIPTS)
        .toList();
  }

  /** How many values differ; early ones, which say of what the message is, count more. */
  private static int difference(BusMessage m, Interaction i, long[] node) {
    int sum = 0;
    int n = i.values().size();
    for (int k = 0; k < n; k++) {
      sum += m.values().get(k) == node[i.values().get(k)] ? 0 : n - k;
    }
    return sum;
  }

  /** The row with each value of a message set through the first column that moves it alone. */
  private long[] received(long[] row, Interaction i, BusMessage m) {
    long[] out = row;
    for (int k = 0; k < i.values().size(); k++) {
      int node = i.values().get(k);
      long value = chip.graph().evaluateRow(out)[node];
      for (int c : columns.of(node)) {
        long[] moved = RowSearch.with(out, c, Goldilocks.add(out[c], 1));
        if (free[c]
            && value != m.values().get(k)
            && chip.graph().evaluateRow(moved)[node] == Goldilocks.add(value, 1)) {
          long step = Goldilocks.sub(m.values().get(k), value);
          out = RowSearch.with(out, c, Goldilocks.add(out[c], step));
          value = m.values().get(k);
        }
      }
    }
    return out;
  }
}
