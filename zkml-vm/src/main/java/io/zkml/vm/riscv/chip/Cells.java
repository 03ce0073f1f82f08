package io.zkml.vm.riscv.chip;

/**
 * Where a range of rows of a chip's committed columns goes: row i of column c is entry {@code at(c)
 * + i}. Writes from several threads may go to different rows.
 */
public final class Cells {

  private final long[] entries;
  private final int[] offsets;
  private final int row;

  /**
   * The rows from {@code row} on of columns that begin at the offsets.
   *
   * @param entries all columns, canonical elements; written
   * @param offsets one a committed column
   */
  public Cells(long[] entries, int[] offsets, int row) {
    this.entries = entries;
    this.offsets = offsets;
    this.row = row;
  }

  /** All entries, for loops that write several columns. */
  public long[] entries() {
    return entries;
  }

  /** The entry of a column's first row in the range. */
  public int at(int column) {
    return offsets[column] + row;
  }

  /** Writes words, unsigned. */
  public void words(int column, int[] words, int count) {
    int at = at(column);
    for (int i = 0; i < count; i++) {
      entries[at + i] = words[i] & Rows.MASK;
    }
  }

  /** Writes upper halves of words. */
  public void upperLimbs(int column, int[] words, int count) {
    int at = at(column);
    for (int i = 0; i < count; i++) {
      entries[at + i] = (long) (words[i] >>> Buses.RANGE_BITS);
    }
  }
}
