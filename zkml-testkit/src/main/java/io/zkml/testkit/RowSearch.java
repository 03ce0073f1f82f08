package io.zkml.testkit;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.Interaction;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.field.Goldilocks;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A search for rows that rules accept. It starts from a changed row and repairs what the change
 * broke, as a cheating prover would: a broken constraint by solving it for one of the columns, a
 * failed lookup or receipt by moving one of its values to what the table holds or somebody sends.
 */
final class RowSearch {

  /** Most repairs of a row that are worth the time. */
  static final int MAX_REPAIRS = 3;

  private static final int MAX_RECEIPTS = 3;
  private static final int NEAR = 256;

  private final RowRules rules;
  private final Chip chip;
  private final NodeColumns columns;
  private final boolean[] free;
  private final Predicate<long[]> wanted;
  private final Set<Row> seen = new HashSet<>();
  private final int repairs;
  private long budget;

  /** A row as a key. */
  private record Row(long[] values) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Row r && Arrays.equals(values, r.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /**
   * A search.
   *
   * @param free columns that the prover chooses
   * @param wanted which of the accepted rows end the search
   * @param repairs most repairs of a row
   * @param budget most rows that are looked at
   */
  RowSearch(RowRules rules, boolean[] free, Predicate<long[]> wanted, int repairs, long budget) {
    this.rules = rules;
    this.chip = rules.chip();
    this.columns = new NodeColumns(chip);
    this.free = free;
    this.wanted = wanted;
    this.repairs = repairs;
    this.budget = budget;
  }

  /** The columns of a chip of some kinds, but for preprocessed ones. */
  static boolean[] free(Chip chip, List<String> preprocessed, ColumnKind... kinds) {
    boolean[] out = new boolean[chip.columns().size()];
    for (int c = 0; c < out.length; c++) {
      Chip.Column column = chip.columns().get(c);
      out[c] = List.of(kinds).contains(column.kind()) && !preprocessed.contains(column.name());
    }
    return out;
  }

  /** Whether this row, or one that it is repaired to, is wanted. */
  boolean from(long[] start) {
    return repair(start, repairs);
  }

  private boolean repair(long[] row, int repairs) {
    if (budget <= 0 || !seen.add(new Row(row))) {
      return false;
    }
    budget--;
    long[] node = chip.graph().evaluateRow(row);
    RowRules.Finding finding = rules.first(node);
    if (finding instanceof RowRules.Finding.None) {
      return wanted.test(row);
    }
    return repairs > 0
        && switch (finding) {
          case RowRules.Finding.None none -> false;
          case RowRules.Finding.Broken b -> solve(row, node, b.constraint().node(), 0, repairs);
          case RowRules.Finding.Missing m -> look(row, node, m, repairs);
          case RowRules.Finding.NotOffered n -> receive(row, node, n, repairs);
        };
  }

  /** Moves a node's value to a target through every free column on which it depends. */
  private boolean solve(long[] row, long[] node, int at, long target, int repairs) {
    long excess = Goldilocks.sub(node[at], target);
    for (int c : columns.of(at)) {
      if (free[c]) {
        long[] moved = with(row, c, Goldilocks.add(row[c], 1));
        long slope = Goldilocks.sub(chip.graph().evaluateRow(moved)[at], node[at]);
        if (slope != 0) {
          long step = Goldilocks.mul(excess, Goldilocks.inverse(slope));
          if (repair(with(row, c, Goldilocks.sub(row[c], step)), repairs - 1)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean look(long[] row, long[] node, RowRules.Finding.Missing m, int repairs) {
    Interaction i = m.lookup();
    ChipExample.Lookup lookup = rules.lookup(i.bus());
    if (lookup == null) {
      return false;
    }
    int last = i.values().size() - 1;
    if (last == 0) {
      return range(row, node, i, lookup, repairs);
    }
    for (int v = -NEAR; v <= NEAR; v++) {
      long[] values = m.values().stream().mapToLong(Long::longValue).toArray();
      values[last] = Goldilocks.fromSigned(v);
      if (lookup.possible().test(Arrays.stream(values).boxed().toList())
          && solve(row, node, i.values().get(last), values[last], repairs)) {
        return true;
      }
    }
    return false;
  }

  /** The table of one value: its power of two divides what is too much. */
  private boolean range(
      long[] row, long[] node, Interaction i, ChipExample.Lookup lookup, int repairs) {
    long keys = 1;
    while (keys < 1L << 32 && lookup.possible().test(List.of(keys))) {
      keys *= 2;
    }
    int at = i.values().getFirst();
    long rest = Math.floorMod(Goldilocks.toSigned(node[at]), keys);
    return solve(row, node, at, rest, repairs)
        || solve(row, node, at, 0, repairs)
        || (this.repairs == MAX_REPAIRS && fraction(row, node, at, rest, keys, repairs));
  }

  /** A limb may be an odd multiple of 1/2 or 1/4 where only its multiple is checked. */
  private boolean fraction(long[] row, long[] node, int at, long rest, long keys, int repairs) {
    return solve(row, node, at, rest ^ keys / 2, repairs)
        || solve(row, node, at, rest ^ keys / 4, repairs);
  }

  /** Changes one value of what is received. */
  private boolean receive(long[] row, long[] node, RowRules.Finding.NotOffered n, int repairs) {
    Interaction i = n.received();
    int tries = 0;
    for (BusMessage m : rules.offered()) {
      int slot = m.bus().equals(i.bus()) ? onlyDifference(m.values(), n.values()) : -1;
      if (slot >= 0 && tries++ < MAX_RECEIPTS) {
        if (solve(row, node, i.values().get(slot), m.values().get(slot), repairs)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int onlyDifference(List<Long> a, List<Long> b) {
    int slot = -1;
    for (int k = 0; k < a.size(); k++) {
      if (!a.get(k).equals(b.get(k))) {
        if (slot >= 0) {
          return -1;
        }
        slot = k;
      }
    }
    return slot;
  }

  static long[] with(long[] row, int column, long value) {
    long[] out = row.clone();
    out[column] = value;
    return out;
  }
}
