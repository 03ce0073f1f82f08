package io.zkml.core.pcs;

/**
 * The size of one commitment.
 *
 * @param logColumns log2 of the columns, absent ones included
 * @param usedColumns columns that are stored and hashed, at least 1 and at most 2^logColumns
 */
public record CommittedColumns(int logColumns, int usedColumns) {

  /** Checks the range. */
  public CommittedColumns {
    if (logColumns < 0 || logColumns > 24 || usedColumns < 1 || usedColumns > 1 << logColumns) {
      throw new IllegalArgumentException(usedColumns + " of 2^" + logColumns + " columns");
    }
  }

  /** The size of a commitment with the given layout. */
  public static CommittedColumns of(StackedLayout layout) {
    return new CommittedColumns(layout.logColumns(), layout.usedColumns());
  }
}
