package io.zkml.core.contraction;

/**
 * How one axis relates the index o of a result block, i of the first operand a and w of the second
 * operand b. A term's blocks list their axes in the same order; an axis contributes index bits only
 * to the blocks that have it.
 */
public sealed interface AxisMap {

  /** Index bits in the result block. */
  int outLog();

  /** Index bits in the first operand's block. */
  int aLog();

  /** Index bits in the second operand's block. */
  int bLog();

  /** Variables that a contraction sums over in its sumcheck. */
  int sumLog();

  /** log2 of the longest axis. */
  int MAX_LOG = 30;

  /** Sizes enter shifts: one out of range would stand for another. */
  private static void checkLog(int log) {
    if (log < 0 || log > MAX_LOG) {
      throw new IllegalArgumentException("axis of 2^" + log + " indices");
    }
  }

  /** i = o: batch, token and channel axes that the operation leaves alone. */
  record Batch(int log) implements AxisMap {
    /** Checks the size. */
    public Batch {
      checkLog(log);
    }

    @Override
    public int outLog() {
      return log;
    }

    @Override
    public int aLog() {
      return log;
    }

    @Override
    public int bLog() {
      return 0;
    }

    @Override
    public int sumLog() {
      return 0;
    }
  }

  /** w = o: output features of a matrix product. */
  record Free(int log) implements AxisMap {
    /** Checks the size. */
    public Free {
      checkLog(log);
    }

    @Override
    public int outLog() {
      return log;
    }

    @Override
    public int aLog() {
      return 0;
    }

    @Override
    public int bLog() {
      return log;
    }

    @Override
    public int sumLog() {
      return 0;
    }
  }

  /**
   * i = aOffset + w, summed: the inner dimension of a product.
   *
   * @param log bits of b's block
   * @param aLog bits of a's axis, at least log
   * @param aOffset where b's block starts on a's axis, a multiple of 2^log
   */
  record Inner(int log, int aLog, int aOffset) implements AxisMap {
    /** Checks the alignment. */
    public Inner {
      checkLog(log);
      checkLog(aLog);
      if (log > aLog || (aOffset & ((1 << log) - 1)) != 0 || aOffset >> aLog != 0) {
        throw new IllegalArgumentException("inner axis " + log + " in " + aLog + " at " + aOffset);
      }
    }

    @Override
    public int outLog() {
      return 0;
    }

    @Override
    public int bLog() {
      return log;
    }

    @Override
    public int sumLog() {
      return log;
    }
  }

  /** o = i = w: depthwise channels. */
  record Shared(int log) implements AxisMap {
    /** Checks the size. */
    public Shared {
      checkLog(log);
    }

    @Override
    public int outLog() {
      return log;
    }

    @Override
    public int aLog() {
      return log;
    }

    @Override
    public int bLog() {
      return log;
    }

    @Override
    public int sumLog() {
      return log;
    }
  }

  /**
   * i = stride o + dilation w - pad, over o below outLength, w below kernelLength and i inside [0,
   * aLength): convolution and pooling. Without a second operand the term sums over w.
   *
   * @param clamp an i outside [0, aLength) is moved to the nearest end instead of being left out
   */
  record Window(
      int outLog,
      int outLength,
      int aLog,
      int aLength,
      int bLog,
      int kernelLength,
      int stride,
      int dilation,
      int pad,
      boolean clamp)
      implements AxisMap {

    /** Checks that lengths fit their blocks. */
    public Window {
      boolean fits =
          fits(outLength, outLog) && fits(aLength, aLog) && fits(1, bLog) && kernelLength >= 1;
      long reach = Math.abs((long) stride) * outLength + Math.abs((long) dilation) * kernelLength;
      if (!fits || reach + Math.abs((long) pad) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("window of out " + outLength + ", a " + aLength);
      }
    }

    private static boolean fits(int length, int log) {
      return length >= 1 && log >= 0 && log <= 26 && length <= 1 << log;
    }

    /** The operand index of (o, w), or -1 where there is none. */
    public int source(int o, int w) {
      int i = stride * o + dilation * w - pad;
      if (i >= 0 && i < aLength) {
        return i;
      }
      return clamp ? (i < 0 ? 0 : aLength - 1) : -1;
    }

    @Override
    public int sumLog() {
      return aLog;
    }
  }

  /**
   * i = indices[o], and nothing where the entry is {@link IndexList#NONE} or the list has none: any
   * data movement that is known in advance. The second operand does not have the axis. Where it is
   * a term's only axis it moves entries of whole blocks: reshape, transpose, slice, pad.
   */
  record Gather(int outLog, int aLog, IndexList indices) implements AxisMap {

    /** log2 of the longest gathered axis: both sides are expanded to tables. */
    public static final int MAX_GATHER_LOG = 26;

    /** Checks that the list and its entries fit the blocks. */
    public Gather {
      boolean fits = outLog >= 0 && outLog <= MAX_GATHER_LOG && aLog >= 0 && aLog <= MAX_GATHER_LOG;
      if (!fits || indices.size() > 1 << outLog || !indices.isBelow(1 << aLog)) {
        throw new IllegalArgumentException(
            "gather of " + indices + " from 2^" + aLog + " to 2^" + outLog);
      }
    }

    @Override
    public int bLog() {
      return 0;
    }

    @Override
    public int sumLog() {
      return aLog;
    }
  }

  /** The operands do not have the axis: the same value at every o below outLength, 0 beyond. */
  record Broadcast(int outLog, int outLength) implements AxisMap {
    /** Checks that the length fits. */
    public Broadcast {
      checkLog(outLog);
      if (outLength < 1 || outLength > 1 << outLog) {
        throw new IllegalArgumentException("broadcast to " + outLength + " of 2^" + outLog);
      }
    }

    @Override
    public int aLog() {
      return 0;
    }

    @Override
    public int bLog() {
      return 0;
    }

    @Override
    public int sumLog() {
      return 0;
    }
  }

  /** Only a has the axis: the sum over all its entries. */
  record Sum(int aLog) implements AxisMap {
    /** Checks the size. */
    public Sum {
      checkLog(aLog);
    }

    @Override
    public int outLog() {
      return 0;
    }

    @Override
    public int bLog() {
      return 0;
    }

    @Override
    public int sumLog() {
      return aLog;
    }
  }
}
