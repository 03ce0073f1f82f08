package io.zkml.core.pcs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where power-of-two blocks lie in a commitment: a dense vector, largest block first, ties in
 * declaration order, so every block starts at a multiple of its size and a claim on a block is a
 * claim on the whole with a boolean prefix. The vector is cut into 2^logColumns columns of
 * 2^logHeight entries, zero-filled; the top index bits are the column. Columns without any block
 * are absent: neither stored nor hashed.
 *
 * @param logHeight log2 of the entries of a column
 * @param blockLogs log2 of each block's size, in declaration order
 */
public record StackedLayout(int logHeight, List<Integer> blockLogs) {

  /** Copies the list; checks 0 <= sizes and that the total stays below 2^40. */
  public StackedLayout {
    blockLogs = List.copyOf(blockLogs);
    if (logHeight < 0 || logHeight > 32) {
      throw new IllegalArgumentException("logHeight " + logHeight);
    }
    long total = 0;
    for (int log : blockLogs) {
      if (log < 0 || log > 36) {
        throw new IllegalArgumentException("block of 2^" + log + " entries");
      }
      total = Math.addExact(total, 1L << log);
    }
    if (total > 1L << 40) {
      throw new IllegalArgumentException("layout of " + total + " entries");
    }
  }

  /** Entries covered by blocks. */
  public long size() {
    long total = 0;
    for (int log : blockLogs) {
      total += 1L << log;
    }
    return total;
  }

  /** Columns that hold at least one entry of a block; at least 1. */
  public int usedColumns() {
    return Math.toIntExact(Math.max(1, (size() + (1L << logHeight) - 1) >>> logHeight));
  }

  /** log2 of the number of columns, absent ones included. */
  public int logColumns() {
    int used = usedColumns();
    return used == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(used - 1);
  }

  /** Number of variables of the committed MLE: logColumns + logHeight. */
  public int variables() {
    return logColumns() + logHeight;
  }

  /** First entry of every block, in declaration order. */
  public long[] offsets() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < blockLogs.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt((Integer i) -> -blockLogs.get(i)));
    long[] offsets = new long[blockLogs.size()];
    long at = 0;
    for (int i : order) {
      offsets[i] = at;
      at += 1L << blockLogs.get(i);
    }
    return offsets;
  }
}
