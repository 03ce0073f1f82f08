package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipExample;
import java.util.ArrayList;
import java.util.List;

/** Honest rows of a chip with a small range table behind it. */
final class ChipRows {

  private ChipRows() {}

  /**
   * An example.
   *
   * @param rangeBits log2 of the range table
   * @param rows all columns in order, signed
   */
  static ChipExample example(String name, Chip chip, int rangeBits, long[]... rows) {
    return ChipExample.of(name, table(chip, rows))
        .withLookup(RangeTable.BUS, v -> isRanged(v.getFirst(), rangeBits));
  }

  /** The rows as a table. */
  static TraceTable table(Chip chip, long[]... rows) {
    List<long[]> columns = new ArrayList<>();
    for (int c = 0; c < chip.columns().size(); c++) {
      long[] column = new long[rows.length];
      for (int r = 0; r < rows.length; r++) {
        column[r] = Goldilocks.fromSigned(rows[r][c]);
      }
      columns.add(column);
    }
    return new TraceTable(chip, columns);
  }

  /** Whether the range table holds a canonical element. */
  static boolean isRanged(long v, int rangeBits) {
    return Long.compareUnsigned(v, 1L << rangeBits) < 0;
  }
}
