package io.zkml.core.pcs.fri.prover;

import io.zkml.core.pcs.StackedLayout;

/**
 * The entries of a commitment while a prover fills them: the used columns of a layout, zero at
 * first. Threads may write disjoint ranges.
 */
public final class StackedColumns {

  private final StackedLayout layout;
  private final long[][] columns;

  /** All entries zero. */
  public StackedColumns(StackedLayout layout) {
    this.layout = layout;
    this.columns = new long[layout.usedColumns()][1 << layout.logHeight()];
  }

  /** The layout. */
  public StackedLayout layout() {
    return layout;
  }

  /** Copies {@code n} canonical elements to the entries from {@code offset}. */
  public void put(long offset, long[] source, int from, int n) {
    int done = 0;
    while (done < n) {
      long at = offset + done;
      int column = (int) (at >>> layout.logHeight());
      int row = (int) (at & ((1L << layout.logHeight()) - 1));
      int piece = Math.min(n - done, columns[column].length - row);
      System.arraycopy(source, from + done, columns[column], row, piece);
      done += piece;
    }
  }

  /** Entry number {@code offset}. */
  public long get(long offset) {
    return columns[(int) (offset >>> layout.logHeight())][
        (int) (offset & ((1L << layout.logHeight()) - 1))];
  }

  /** The columns themselves: 2^logHeight entries each. */
  long[][] columns() {
    return columns;
  }
}
