package io.zkml.vm.riscv.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a chip, cut into at most three power-of-two segments, largest first.
 *
 * @param rows rows in use
 * @param log log2 of the segment's rows
 */
record RowCut(int rows, int log) {

  /** Most segments of a chip. */
  static final int MAX_SEGMENTS = 3;

  /** log2 of a rest that is not worth a segment of its own. */
  private static final int SMALL_LOG = 10;

  /** Padding up to one part in 2^3 of the rows is not worth one either. */
  private static final int PADDING_SHIFT = 3;

  /** The segments of at least one row. */
  static List<RowCut> of(int rows) {
    List<RowCut> out = new ArrayList<>();
    int rest = rows;
    while (rest > 0) {
      int up = rest == 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(rest - 1);
      boolean last =
          out.size() == MAX_SEGMENTS - 1
              || up <= SMALL_LOG
              || (1L << up) - rest <= rest >>> PADDING_SHIFT;
      int log = last ? up : up - 1;
      int used = (int) Math.min(rest, 1L << log);
      out.add(new RowCut(used, log));
      rest -= used;
    }
    return out;
  }
}
