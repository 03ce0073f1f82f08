package io.zkml.ml.operator;

/**
 * One spatial axis of a sliding window (convolution or pooling). Output position {@code o} and tap
 * {@code k} meet the input at {@code o * stride - padBegin + k * dilation}; outside {@code [0,
 * input)} that is padding.
 *
 * @param input length of the input, at least 1
 * @param kernel number of taps
 * @param stride input positions between neighbouring outputs
 * @param dilation input positions between neighbouring taps
 * @param padBegin padding before the input
 * @param padEnd padding after the input
 * @param output length of the output
 */
public record WindowAxis(
    int input, int kernel, int stride, int dilation, int padBegin, int padEnd, int output) {
  /** Input position of a tap, which may lie in the padding. */
  public int position(int o, int k) {
    return Math.toIntExact((long) o * stride - padBegin + (long) k * dilation);
  }

  /** The first tap of output {@code o} that meets the input, or {@link #endTap} if none does. */
  public int firstTap(int o) {
    return Math.min(clamped(Math.ceilDiv(-start(o), (long) dilation), kernel), endTap(o));
  }

  /** One past the last tap of output {@code o} that meets the input. */
  public int endTap(int o) {
    return clamped(Math.ceilDiv(input - start(o), (long) dilation), kernel);
  }

  /** Taps of output {@code o} on the input or its padding; fewer than all only in ceil mode. */
  public int paddedTaps(int o) {
    return clamped(Math.ceilDiv((long) input + padEnd - start(o), (long) dilation), kernel);
  }

  /** The first output whose tap {@code k} meets the input, or {@link #endOutput} if none does. */
  public int firstOutput(int k) {
    long first = Math.ceilDiv(padBegin - (long) k * dilation, (long) stride);
    return Math.min(clamped(first, output), endOutput(k));
  }

  /** One past the last output whose tap {@code k} meets the input. */
  public int endOutput(int k) {
    return clamped(
        Math.ceilDiv((long) input + padBegin - (long) k * dilation, (long) stride), output);
  }

  /** True if some output meets no input at all. */
  public boolean hasEmptyWindow() {
    for (int o = 0; o < output; o++) {
      if (firstTap(o) == endTap(o)) {
        return true;
      }
    }
    return false;
  }

  /** True if every output is the input at the same position. */
  public boolean isPointwise() {
    return kernel == 1 && stride == 1 && padBegin == 0 && padEnd == 0;
  }

  private long start(int o) {
    return (long) o * stride - padBegin;
  }

  private static int clamped(long value, int max) {
    return Math.clamp(value, 0, max);
  }
}
