package io.zkml.core.contraction;

import java.util.ArrayList;
import java.util.List;

/**
 * How one axis of a tensor is stored: cut into power-of-two pieces that follow each other, the last
 * one possibly reaching beyond the axis' length (padding).
 *
 * @param length logical length of the axis, at least 1
 * @param pieceLogs log2 of the pieces' sizes, decreasing
 */
public record AxisLayout(int length, List<Integer> pieceLogs) {

  /** Largest supported axis. */
  public static final int MAX_LENGTH = 1 << 26;

  /** Copies the list; checks that the pieces cover the axis and that none is superfluous. */
  public AxisLayout {
    pieceLogs = List.copyOf(pieceLogs);
    if (length < 1 || length > MAX_LENGTH || pieceLogs.isEmpty()) {
      throw new IllegalArgumentException("axis of length " + length);
    }
    long covered = 0;
    int previous = ceilLog(MAX_LENGTH);
    for (int log : pieceLogs) {
      if (log < 0 || log > previous || covered >= length) {
        throw new IllegalArgumentException("axis " + length + " cut into " + pieceLogs);
      }
      covered += 1L << log;
      previous = log;
    }
    if (covered < length) {
      throw new IllegalArgumentException("axis " + length + " cut into " + pieceLogs);
    }
  }

  /** One piece, padded to the next power of two: for spatial and sequence axes. */
  public static AxisLayout padded(int length) {
    return new AxisLayout(length, List.of(ceilLog(length)));
  }

  /**
   * Binary pieces, largest first, for feature axes: as few as keep the padding within 1/8 of the
   * length (384 = 256 + 128, 1000 = 1024 - 24, 10 = 8 + 2).
   */
  public static AxisLayout split(int length) {
    List<Integer> logs = new ArrayList<>();
    int rest = length;
    while (rest > 0) {
      int up = ceilLog(rest);
      if (((1 << up) - rest) * 8L <= length) {
        logs.add(up);
        rest = 0;
      } else {
        logs.add(up - 1);
        rest -= 1 << (up - 1);
      }
    }
    return new AxisLayout(length, logs);
  }

  /** First index of piece k. */
  public int offset(int k) {
    int at = 0;
    for (int i = 0; i < k; i++) {
      at += 1 << pieceLogs.get(i);
    }
    return at;
  }

  /** Number of real (not padding) indices in piece k. */
  public int realLength(int k) {
    return Math.min(length - offset(k), 1 << pieceLogs.get(k));
  }

  /** Number of pieces. */
  public int pieces() {
    return pieceLogs.size();
  }

  private static int ceilLog(int n) {
    return n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
