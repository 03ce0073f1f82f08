package io.zkml.vm.riscv.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a chip, cut into at most three power-of-two segments, largest first; only the last
 * has padding.
 *
 * @param rows rows in use
 * @param log log2 of the segment's rows
 */
record RowCut(int rows, int log) {

  /** Most segments of a chip. */
  static final int MAX_SEGMENTS = 3;

  /** A segment is worth as many rows as one in 2^10 of the shard's instructions ... */
  private static final int WORTH_SHIFT = 10;

  /** ... and at least so many. */
  private static final int LEAST_WORTH = 1 << 9;

  /** Rows of all segments, padding included. */
  static long padded(int rows, int cycles) {
    long sum = 0;
    for (RowCut cut : of(rows, cycles)) {
      sum += 1L << cut.log();
    }
    return sum;
  }

  /**
   * The segments of at least one row: those with the fewest rows, padding included, each counting
   * as what it is worth on top of them; of equally good ones the fewest.
   *
   * @param cycles the shard's instructions
   */
  static List<RowCut> of(int rows, int cycles) {
    int worth = Math.max(LEAST_WORTH, cycles >> WORTH_SHIFT);
    List<RowCut> out = new ArrayList<>();
    int rest = rows;
    while (rest > 0) {
      int left = MAX_SEGMENTS - out.size();
      int log = isCut(rest, left, worth) ? RunPlan.log(rest) - 1 : RunPlan.log(rest);
      int used = (int) Math.min(rest, 1L << log);
      out.add(new RowCut(used, log));
      rest -= used;
    }
    return out;
  }

  /** Whether half of 2^ceil(log2 rows) is better cut off. */
  private static boolean isCut(int rows, int segments, int worth) {
    return segments > 1
        && rows > 1
        && cutCost(rows, segments, worth) < (1L << RunPlan.log(rows)) + worth;
  }

  private static long cutCost(int rows, int segments, int worth) {
    long half = 1L << (RunPlan.log(rows) - 1);
    return half + worth + cost((int) (rows - half), segments - 1, worth);
  }

  private static long cost(int rows, int segments, int worth) {
    return isCut(rows, segments, worth)
        ? cutCost(rows, segments, worth)
        : (1L << RunPlan.log(rows)) + worth;
  }
}
