package io.zkml.ml.quant;

/**
 * One spatial axis of a sliding window: output o and tap k meet the input at stride o + dilation k
 * - pad; outside [0, input) that is padding.
 *
 * @param input length of the input
 * @param output length of the output
 * @param kernel number of taps
 */
public record WindowSpec(int input, int output, int kernel, int stride, int dilation, int pad) {

  /** Input position of the last tap of the last output. */
  long lastPosition() {
    return (long) stride * (output - 1) + (long) dilation * (kernel - 1) - pad;
  }

  /** First position behind the input, counted from the start of the padding. */
  long end() {
    return (long) input + pad;
  }

  /** Input position of a tap, which may lie in the padding. */
  public int position(int o, int k) {
    return stride * o + dilation * k - pad;
  }
}
