package io.zkml.vm.riscv.exec;

/** Consecutive cycles of a trace, by columns, with the accesses that the columns do not hold. */
public final class TraceChunk {

  /** Most cycles of a chunk. */
  public static final int CAPACITY = 1 << 16;

  private final int[][] columns;
  private final OtherAccesses others = new OtherAccesses();
  private int rows;

  /** An empty chunk of so many cycles at most. */
  TraceChunk(int capacity) {
    this.columns = new int[TraceColumn.values().length][capacity];
  }

  /** An empty chunk. */
  TraceChunk() {
    this(CAPACITY);
  }

  /** Number of cycles. */
  public int rows() {
    return rows;
  }

  /** A column: the first {@link #rows} entries count. Not to be changed. */
  public int[] column(TraceColumn column) {
    return columns[column.number()];
  }

  /** An entry. */
  public int get(TraceColumn column, int row) {
    return columns[column.number()][row];
  }

  /** Second words of loads and stores across words; arguments and buffers of calls. */
  public OtherAccesses others() {
    return others;
  }

  void set(TraceColumn column, int value) {
    columns[column.number()][rows] = value;
  }

  void endRow() {
    rows++;
  }
}
