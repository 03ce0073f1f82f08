package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.chip.RangeTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A search for a second witness of an honest row: other values of a chip's own columns under the
 * same adapter. It changes one column or two, then repairs what the change broke, as a cheating
 * prover would: a broken constraint by solving it for one of the columns, a failed range check by
 * moving what is too much into a limb, a failed conjunction by correcting it.
 */
final class SecondWitness {

  private static final int MAX_REPAIRS = 4;
  private static final long LIMB = 1L << Buses.RANGE_BITS;

  private static final long[] STEPS = {
    1, 2, 1L << 8, 1L << 16, 1L << 24, 1L << 31, 1L << 32, (1L << 32) - 1
  };

  private static final long[] VALUES = {0, 1, 255, 65535, 1L << 31, (1L << 32) - 1};

  private final ChipExample example;
  private final Chip chip;
  private final int first;
  private final List<Interaction> lookups = new ArrayList<>();
  private final Set<List<Long>> seen = new HashSet<>();
  private final List<String> found = new ArrayList<>();

  /**
   * A search.
   *
   * @param first number of the first column that may be changed
   */
  SecondWitness(ChipExample example, int first) {
    this.example = example;
    this.chip = example.table().chip();
    this.first = first;
    for (Interaction i : chip.interactions()) {
      if (example.lookups().stream().anyMatch(l -> l.bus().equals(i.bus()))) {
        lookups.add(i);
      }
    }
  }

  /** Other rows that are as good as the honest one. */
  List<String> search(long[] honest) {
    seen.clear();
    found.clear();
    seen.add(boxed(honest));
    int columns = honest.length;
    for (int c = first; c < columns; c++) {
      for (long v : changes(honest[c])) {
        repair(with(honest, c, v), MAX_REPAIRS);
      }
      for (int d = c + 1; d < columns; d++) {
        if (honest[c] <= 1 && honest[d] <= 1) {
          repair(with(with(honest, c, 1 - honest[c]), d, 1 - honest[d]), MAX_REPAIRS);
        }
      }
    }
    return List.copyOf(found);
  }

  private static long[] changes(long v) {
    long[] out = Arrays.copyOf(VALUES, VALUES.length + 2 * STEPS.length);
    int n = VALUES.length;
    for (long step : STEPS) {
      out[n++] = Goldilocks.add(v, step);
      out[n++] = Goldilocks.sub(v, step);
    }
    return out;
  }

  private void repair(long[] row, int repairs) {
    if (!seen.add(boxed(row))) {
      return;
    }
    long[] node = chip.graph().evaluateRow(row);
    for (Constraint c : chip.constraints()) {
      if (node[c.node()] != 0) {
        if (repairs > 0) {
          solve(row, node[c.node()], node[c.node()], c.node(), repairs);
        }
        return;
      }
    }
    for (Interaction i : lookups) {
      if (node[i.numerator()] != 0 && !holds(i, node)) {
        if (repairs > 0) {
          correct(row, node, i, repairs);
        }
        return;
      }
    }
    found.add(Arrays.toString(row));
  }

  private boolean holds(Interaction i, long[] node) {
    List<Long> values = i.values().stream().map(v -> node[v]).toList();
    return example.lookups().stream()
        .anyMatch(l -> l.bus().equals(i.bus()) && l.holds().test(values));
  }

  /** Lowers the node's value by an excess through every column on which it depends. */
  private void solve(long[] row, long value, long excess, int node, int repairs) {
    for (int c = first; c < row.length; c++) {
      long slope = slope(row, value, node, c);
      if (slope != 0) {
        long step = Goldilocks.mul(excess, Goldilocks.inverse(slope));
        repair(with(row, c, Goldilocks.sub(row[c], step)), repairs - 1);
      }
    }
  }

  private void correct(long[] row, long[] node, Interaction lookup, int repairs) {
    List<Integer> values = lookup.values();
    if (lookup.bus().equals(RangeTable.BUS)) {
      carry(row, node[values.getFirst()], values.getFirst(), repairs);
    } else if (lookup.bus().equals(Buses.AND)) {
      long and = node[values.get(0)] & node[values.get(1)] & 255;
      long difference = Goldilocks.sub(node[values.get(2)], and);
      if (difference != 0) {
        solve(row, node[values.get(2)], difference, values.get(2), repairs);
      }
    }
  }

  /** Moves multiples of 2^16 to a limb that is subtracted from the checked value. */
  private void carry(long[] row, long value, int node, int repairs) {
    long carry = Math.floorDiv(Goldilocks.toSigned(value), LIMB);
    for (int c = first; c < row.length; c++) {
      if (slope(row, value, node, c) == Goldilocks.neg(LIMB)) {
        long limb = Goldilocks.add(row[c], Goldilocks.fromSigned(carry));
        repair(with(row, c, limb), repairs - 1);
      }
    }
  }

  private long slope(long[] row, long value, int node, int column) {
    long[] moved = with(row, column, Goldilocks.add(row[column], 1));
    return Goldilocks.sub(chip.graph().evaluateRow(moved)[node], value);
  }

  private static long[] with(long[] row, int column, long value) {
    long[] out = row.clone();
    out[column] = value;
    return out;
  }

  private static List<Long> boxed(long[] row) {
    return Arrays.stream(row).boxed().toList();
  }
}
