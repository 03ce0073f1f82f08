package io.zkml.ml.quant;

import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code multiplier} times the sum under a sliding window over {@code [N, C, spatial...]}; padding
 * counts as 0.
 */
public record QuantAverage(
    int result, int input, List<WindowSpec> window, long multiplier, Rounding rounding)
    implements QuantOp {

  /** Copies the list. */
  public QuantAverage {
    window = List.copyOf(window);
  }

  static final int TAG = 3;

  static QuantAverage decode(int result, QuantReader in) throws IOException {
    return new QuantAverage(result, in.readInt(), in.window(), in.readLong(), in.rounding());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.writeInt(input);
    out.window(window);
    out.writeLong(multiplier);
    out.rounding(rounding);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    QuantValue x = rules.read(input);
    rules.window(window, x, y);
    rules.channels(x, y);
    rules.finish(rounding, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    long[] x = memory.get(input);
    long[] out = memory.array(result);
    int plane = WindowSpec.size(window, true);
    int outPlane = WindowSpec.size(window, false);
    for (int i = 0; i < out.length; i++) {
      int[] o = WindowSpec.position(window, i % outPlane);
      out[i] = multiplier * under(0, o, x, i / outPlane * plane);
    }
    return memory.finish(result, rounding, out);
  }

  private long under(int axis, int[] o, long[] x, int from) {
    if (axis == window.size()) {
      return x[from];
    }
    WindowSpec s = window.get(axis);
    int step = WindowSpec.size(window.subList(axis + 1, window.size()), true);
    long sum = 0;
    for (int k = 0; k < s.kernel(); k++) {
      int i = s.position(o[axis], k);
      sum += i >= 0 && i < s.input() ? under(axis + 1, o, x, from + i * step) : 0;
    }
    return sum;
  }

  @Override
  public void lower(ProgramWriter program) {
    List<TensorAxis> maps = new ArrayList<>();
    maps.add(new TensorAxis.Batch());
    maps.add(new TensorAxis.Batch());
    for (WindowSpec w : window) {
      maps.add(w.axis(false));
    }
    LinearTerm term = new LinearTerm(multiplier, program.tensor(input), LinearTerm.NONE, maps);
    program.finish(result, List.of(term), rounding);
  }
}
