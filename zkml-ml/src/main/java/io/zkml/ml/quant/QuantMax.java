package io.zkml.ml.quant;

import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The maximum under a sliding window over {@code [N, C, spatial...]}; padding never wins. */
public record QuantMax(int result, int input, List<WindowSpec> window) implements QuantOp {

  /** Copies the list. */
  public QuantMax {
    window = List.copyOf(window);
  }

  static final int TAG = 4;

  static QuantMax decode(int result, QuantReader in) throws IOException {
    return new QuantMax(result, in.readInt(), in.window());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.writeInt(input);
    out.window(window);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    QuantValue x = rules.read(input);
    rules.window(window, x, y);
    rules.channels(x, y);
    rules.require(x.min() == y.min() && x.max() == y.max(), y, "its bounds");
    long elements = 1;
    for (WindowSpec w : window) {
      boolean padded = w.pad() > 0 || w.lastPosition() >= w.input();
      boolean meets = w.pad() < w.kernel() && (long) w.stride() * (w.output() - 1) < w.end();
      // Padding repeats the nearest element: that must be one under the window.
      rules.require(!padded || (w.dilation() == 1 && meets), y, "its window over padding");
      elements *= w.kernel();
      rules.maximumElements(elements, y);
    }
    rules.countMaximum(elements, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    long[] x = memory.get(input);
    long[] out = memory.array(result);
    int plane = WindowSpec.size(window, true);
    int outPlane = WindowSpec.size(window, false);
    for (int i = 0; i < out.length; i++) {
      int[] o = WindowSpec.position(window, i % outPlane);
      out[i] = under(0, o, x, i / outPlane * plane);
    }
    return out;
  }

  private long under(int axis, int[] o, long[] x, int from) {
    if (axis == window.size()) {
      return x[from];
    }
    WindowSpec s = window.get(axis);
    int step = WindowSpec.size(window.subList(axis + 1, window.size()), true);
    long max = Long.MIN_VALUE;
    for (int k = 0; k < s.kernel(); k++) {
      int i = s.position(o[axis], k);
      if (i >= 0 && i < s.input()) {
        max = Math.max(max, under(axis + 1, o, x, from + i * step));
      }
    }
    return max;
  }

  @Override
  public void lower(ProgramWriter program) {
    List<TensorAxis> maps = new ArrayList<>();
    maps.add(new TensorAxis.Batch());
    maps.add(new TensorAxis.Batch());
    for (WindowSpec w : window) {
      maps.add(w.axis(true));
    }
    int y = program.define(result, Storage.WITNESS);
    program.emit(new MaxWindow(y, program.tensor(input), maps));
  }
}
