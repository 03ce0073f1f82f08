package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipExample;
import java.util.Arrays;

/** Honest rows of requantisations with a window of 4 bits: every edge of rounding and window. */
final class RequantizeRows {

  static final int BITS = 4;
  static final long HALF = 1L << (BITS - 1);

  /** Accumulators at the edges of q' = -8, -1, 0, 1 and 7. */
  static final long[] EDGES = {
    0, -136, -121, -24, -9, -8, -1, 1, 7, 8, 23, 24, 104, 119, 100, -100
  };

  private RequantizeRows() {}

  /** q' of an accumulator. */
  static long round(long acc) {
    return Math.floorDiv(acc + HALF, 1L << BITS);
  }

  /** What one accumulator's row holds: all columns in order, signed. */
  interface Row {
    long[] of(long acc);
  }

  /** One row an accumulator, with the range table behind it. */
  static ChipExample example(String name, Chip chip, long[] accumulators, Row row) {
    long[][] rows = Arrays.stream(accumulators).mapToObj(row::of).toArray(long[][]::new);
    return ChipRows.example(name, chip, BITS, rows);
  }
}
