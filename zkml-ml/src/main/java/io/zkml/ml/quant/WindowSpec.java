package io.zkml.ml.quant;

import io.zkml.vm.tensor.TensorAxis;
import java.util.List;

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

  /** The axis of an instruction; with {@code clamp}, padding repeats the nearest element. */
  TensorAxis axis(boolean clamp) {
    return new TensorAxis.Window(kernel, stride, dilation, pad, clamp);
  }

  /** Number of positions of the input, or of the output. */
  static int size(List<WindowSpec> window, boolean input) {
    int n = 1;
    for (WindowSpec axis : window) {
      n *= input ? axis.input() : axis.output();
    }
    return n;
  }

  /** The position of an output entry on every axis. */
  static int[] position(List<WindowSpec> window, int entry) {
    int[] o = new int[window.size()];
    int rest = entry;
    for (int axis = o.length - 1; axis >= 0; axis--) {
      o[axis] = rest % window.get(axis).output();
      rest /= window.get(axis).output();
    }
    return o;
  }
}
