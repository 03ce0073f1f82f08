package io.zkml.vm.chip;

import java.util.Arrays;

/** Lists of columns. */
final class Columns {

  private Columns() {}

  /** All columns, in order. */
  static long[][] join(long[][]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(long[][]::new);
  }
}
