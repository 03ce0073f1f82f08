package io.zkml.core.air.check;

import io.zkml.core.air.Chip;
import io.zkml.core.field.Goldilocks;
import java.util.List;

/**
 * A chip's rows, padding included.
 *
 * @param columns one array a column of the chip, public and virtual ones included, all of one
 *     length and canonical; not copied
 */
public record TraceTable(Chip chip, List<long[]> columns) {

  /** Copies the list; checks number, lengths and range of the columns. */
  public TraceTable {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() != chip.columns().size()) {
      throw new IllegalArgumentException(
          chip.name() + " has " + chip.columns().size() + " columns, not " + columns.size());
    }
    for (int c = 0; c < columns.size(); c++) {
      String name = chip.name() + "." + chip.columns().get(c).name();
      if (columns.get(c).length != columns.getFirst().length) {
        throw new IllegalArgumentException(name + " has another length");
      }
      for (long v : columns.get(c)) {
        if (!Goldilocks.isCanonical(v)) {
          throw new IllegalArgumentException(name + " has an entry that is not canonical");
        }
      }
    }
  }

  /** A table of columns in the chip's order. */
  public static TraceTable of(Chip chip, long[]... columns) {
    return new TraceTable(chip, List.of(columns));
  }

  /** Number of rows. */
  public int rows() {
    return columns.getFirst().length;
  }

  /** The values of all columns in one row, a new array. */
  public long[] row(int index) {
    long[] row = new long[columns.size()];
    for (int c = 0; c < row.length; c++) {
      row[c] = columns.get(c)[index];
    }
    return row;
  }
}
