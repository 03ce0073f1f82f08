package io.zkml.core.poly;

import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import java.util.Arrays;

/**
 * Reed-Solomon encoding by number theoretic transform. A column of 2^h entries is the polynomial P
 * whose coefficient of X^rev(i) is entry i (rev reverses h bits); its codeword of rate 2^-b is
 * P(w^k) for k = 0 .. 2^(h+b) - 1 in natural order, w = {@code Goldilocks.rootOfUnity(h + b)}.
 *
 * <p>This is decimation in time with input in bit-reversed order, as it comes, so no permutation is
 * needed; the first b stages would only copy (the other coefficients are 0) and are skipped. Blocks
 * of 2^13 outputs are finished inside the nearest caches; later stages combine equal columns of a
 * matrix whose rows are finished blocks, so narrow panels of columns are copied to a contiguous
 * scratch, taken through several stages there and copied back: one pass over memory for up to six
 * stages.
 *
 * <p>An object holds the powers of w for one maximal size, 2^maxLogSize longs, and serves all
 * smaller ones. It is immutable and may be shared by threads; the twin is {@link NaiveDft}.
 */
public final class Ntt {

  private static final int LOG_BLOCK = 13;
  private static final int LOG_PANEL = 12;
  private static final int MAX_PANEL_STAGES = 6;

  private final int maxLogSize;

  /** The powers w^j, j below half, of the stage that joins blocks of {@code half}, at half + j. */
  private final long[] twiddles;

  /**
   * Tables for codewords of up to 2^maxLogSize entries.
   *
   * @throws IllegalArgumentException if maxLogSize is not in 0 .. 28
   */
  public Ntt(int maxLogSize) {
    if (maxLogSize < 0 || maxLogSize > 28) {
      throw new IllegalArgumentException("log size " + maxLogSize + " is not in 0..28");
    }
    this.maxLogSize = maxLogSize;
    this.twiddles = new long[1 << maxLogSize];
    for (int logHalf = 0; logHalf < maxLogSize; logHalf++) {
      powers(Goldilocks.rootOfUnity(logHalf + 1), twiddles, 1 << logHalf);
    }
  }

  /** log2 of the largest codeword. */
  public int maxLogSize() {
    return maxLogSize;
  }

  /** Writes w^j to out[half + j], j below half. */
  private static void powers(long w, long[] out, int half) {
    out[half] = 1;
    long step = w;
    for (int done = 1; done < half; done *= 2) {
      for (int j = 0; j < done; j++) {
        out[half + done + j] = Goldilocks.mul(out[half + j], step);
      }
      step = Goldilocks.mul(step, step);
    }
  }

  /**
   * Encodes one column.
   *
   * @param entries 2^h entries from {@code off}, not changed
   * @param b log2 of the inverse rate
   * @param out receives 2^(h+b) entries from {@code outOff}; must not overlap the input
   * @throws IllegalArgumentException if h + b is above {@link #maxLogSize}
   */
  public void encode(
      long[] entries, int off, int h, int b, long[] out, int outOff, FieldKernels k) {
    int logSize = h + b;
    if (h < 0 || b < 0 || logSize > maxLogSize) {
      throw new IllegalArgumentException("2^" + h + " entries at rate 2^-" + b);
    }
    if (h == 0) {
      Arrays.fill(out, outOff, outOff + (1 << b), entries[off]);
      return;
    }
    int logBlock = Math.min(logSize, Math.max(LOG_BLOCK, b + 1));
    int pairs = 1 << (logBlock - b - 1);
    for (int block = 0; block < 1 << (logSize - logBlock); block++) {
      int o = outOff + (block << logBlock);
      int half = 1 << b;
      k.expandPairs(entries, off + block * 2 * pairs, twiddles, half, half, out, o, pairs);
      stages(out, o, b + 1, logBlock, k);
    }
    joinBlocks(out, outOff, logBlock, logSize, k);
  }

  /** Encodes a column of extension elements, plane by plane. */
  public void encode(
      ExtVector entries, int off, int h, int b, ExtVector out, int outOff, FieldKernels k) {
    for (int plane = 0; plane < 3; plane++) {
      encode(entries.plane(plane), off, h, b, out.plane(plane), outOff, k);
    }
  }

  /**
   * The inverse of {@link #encode} at rate 1: from P(w^k), k below 2^h, to entries. Allocates two
   * arrays of that length; meant for tests and set-up.
   */
  public void interpolate(
      long[] values, int off, int h, long[] entries, int outOff, FieldKernels k) {
    int n = 1 << h;
    long[] reversed = new long[n];
    for (int i = 0; i < n; i++) {
      reversed[i] = values[off + NaiveDft.reverse(i, h)];
    }
    long[] sums = new long[n];
    encode(reversed, 0, h, 0, sums, 0, k);
    long scale = Goldilocks.inverse(n);
    for (int i = 0; i < n; i++) {
      entries[outOff + i] = Goldilocks.mul(scale, sums[-NaiveDft.reverse(i, h) & (n - 1)]);
    }
  }

  private void stages(long[] data, int off, int fromLogHalf, int logBlock, FieldKernels k) {
    for (int logHalf = fromLogHalf; logHalf < logBlock; logHalf++) {
      int half = 1 << logHalf;
      k.butterflyBlocks(data, off, twiddles, half, half, 1 << (logBlock - logHalf - 1));
    }
  }

  /** The stages that join finished blocks of 2^logDone entries to one of 2^logSize. */
  private void joinBlocks(long[] data, int off, int logDone, int logSize, FieldKernels k) {
    int passes = (logSize - logDone + MAX_PANEL_STAGES - 1) / MAX_PANEL_STAGES;
    long[] panel = new long[passes == 0 ? 0 : 1 << LOG_PANEL];
    int logColumns = logDone;
    for (; passes > 0; passes--) {
      int logRows = (logSize - logColumns + passes - 1) / passes;
      int logJoined = logColumns + logRows;
      int width = 1 << Math.min(LOG_PANEL - logRows, logColumns);
      for (int block = 0; block < 1 << (logSize - logJoined); block++) {
        int start = off + (block << logJoined);
        for (int column = 0; column < 1 << logColumns; column += width) {
          copyIn(data, start + column, logRows, logColumns, panel, width);
          joinPanel(panel, width, logRows, logColumns, column, k);
          copyOut(data, start + column, logRows, logColumns, panel, width);
        }
      }
      logColumns = logJoined;
    }
  }

  private void joinPanel(
      long[] panel, int width, int logRows, int logColumns, int column, FieldKernels k) {
    int rows = 1 << logRows;
    for (int halfRows = 1; halfRows < rows; halfRows *= 2) {
      for (int q = 0; q < halfRows; q++) {
        int to = ((halfRows + q) << logColumns) + column;
        for (int row = q; row < rows; row += 2 * halfRows) {
          k.butterfly(panel, row * width, (row + halfRows) * width, twiddles, to, width);
        }
      }
    }
  }

  private static void copyIn(
      long[] data, int start, int logRows, int logColumns, long[] panel, int width) {
    for (int row = 0; row < 1 << logRows; row++) {
      System.arraycopy(data, start + (row << logColumns), panel, row * width, width);
    }
  }

  private static void copyOut(
      long[] data, int start, int logRows, int logColumns, long[] panel, int width) {
    for (int row = 0; row < 1 << logRows; row++) {
      System.arraycopy(panel, row * width, data, start + (row << logColumns), width);
    }
  }
}
