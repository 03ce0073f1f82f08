package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds all committed cells that a row may hold beside given virtual and public ones, over the
 * whole field. Every cell has a source that no valid value escapes:
 *
 * <ul>
 *   <li>a lookup: its message is the cell plus a known number, or minus it, so the cell is one of
 *       2^rangeBits values;
 *   <li>a constraint e^2 - e: the cell is 0 or 1, the roots of a square polynomial in a field;
 *   <li>a constraint that is linear in the cell with a coefficient that is not 0: one value.
 * </ul>
 *
 * The rows of all combinations are then held against all constraints and lookups. What is found is
 * what exists.
 */
final class WitnessSearch {

  private final Chip chip;
  private final int rangeBits;
  private final List<Cell> cells;
  private final List<long[]> found = new ArrayList<>();

  /** Where a column's candidates come from; cells before it in the list are known. */
  sealed interface Cell {
    /** A column's index. */
    int column();

    /** A range lookup, by label. */
    record Looked(int column, String lookup) implements Cell {}

    /** A boolean constraint. */
    record Bit(int column) implements Cell {}

    /** A constraint linear in the cell, by label. */
    record Solved(int column, String constraint) implements Cell {}
  }

  WitnessSearch(Chip chip, int rangeBits, List<Cell> cells) {
    this.chip = chip;
    this.rangeBits = rangeBits;
    this.cells = cells;
  }

  /** All valid rows, canonical, for these virtual and public values; other cells are ignored. */
  List<long[]> rows(long... signed) {
    found.clear();
    long[] row = new long[signed.length];
    for (int c = 0; c < row.length; c++) {
      row[c] = Goldilocks.fromSigned(signed[c]);
    }
    for (Cell cell : cells) {
      row[cell.column()] = 0;
    }
    next(0, row);
    return List.copyOf(found);
  }

  private void next(int at, long[] row) {
    if (at == cells.size()) {
      if (isValid(row)) {
        found.add(row.clone());
      }
      return;
    }
    Cell cell = cells.get(at);
    for (long v : candidates(cell, row)) {
      row[cell.column()] = v;
      next(at + 1, row);
    }
    row[cell.column()] = 0;
  }

  private long[] candidates(Cell cell, long[] row) {
    return switch (cell) {
      case Cell.Bit b -> new long[] {0, 1};
      case Cell.Solved s -> new long[] {solve(s.column(), constraint(s.constraint()), 0, row)};
      case Cell.Looked l -> {
        long[] out = new long[1 << rangeBits];
        for (int key = 0; key < out.length; key++) {
          out[key] = solve(l.column(), message(l.lookup()), key, row);
        }
        yield out;
      }
    };
  }

  /** The one value of a column that makes a node, linear in it, equal to a target. */
  private long solve(int column, int node, long target, long[] row) {
    row[column] = 0;
    long constant = chip.graph().evaluateRow(row)[node];
    row[column] = 1;
    long slope = Goldilocks.sub(chip.graph().evaluateRow(row)[node], constant);
    row[column] = 2;
    long next = Goldilocks.sub(chip.graph().evaluateRow(row)[node], constant);
    if (slope == 0 || next != Goldilocks.add(slope, slope)) {
      throw new IllegalStateException(chip.columns().get(column) + " is not determined");
    }
    return Goldilocks.mul(Goldilocks.sub(target, constant), Goldilocks.inverse(slope));
  }

  private int constraint(String label) {
    return chip.constraints().stream()
        .filter(c -> c.label().equals(label))
        .mapToInt(Constraint::node)
        .findFirst()
        .orElseThrow();
  }

  private int message(String label) {
    return chip.interactions().stream()
        .filter(i -> i.label().equals(label))
        .mapToInt(i -> i.values().getFirst())
        .findFirst()
        .orElseThrow();
  }

  /** Whether a row satisfies all constraints and looks up what is in the range table. */
  boolean isValid(long[] row) {
    return TraceChecker.violations(chip, 0, row).isEmpty()
        && TraceChecker.messages(chip, row).stream()
            .allMatch(m -> ChipRows.isRanged(m.values().getFirst(), rangeBits));
  }
}
