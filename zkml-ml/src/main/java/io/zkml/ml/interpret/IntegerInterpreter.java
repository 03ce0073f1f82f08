package io.zkml.ml.interpret;

import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantAverage;
import io.zkml.ml.quant.QuantConv;
import io.zkml.ml.quant.QuantMatrix;
import io.zkml.ml.quant.QuantMax;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.Rounding;
import io.zkml.ml.quant.WindowSpec;
import java.util.Arrays;
import java.util.List;

/**
 * The meaning of a quantised graph: evaluates it on exact 64-bit integers, operator by operator. It
 * shares no code with the machine that executes lowered programs and is its oracle. Stateless.
 */
public final class IntegerInterpreter {

  private IntegerInterpreter() {}

  /**
   * Evaluates a graph.
   *
   * @param input quantised input, row-major
   * @return the quantised output
   * @throws ArithmeticException if a rounded value leaves its window: the input is far outside the
   *     calibrated range
   */
  public static long[] run(QuantizedGraph graph, long[] input) {
    long[][] values = new long[graph.values().size()][];
    values[graph.input()] = input.clone();
    for (QuantOp op : graph.ops()) {
      values[op.result()] = apply(graph, op, values);
    }
    return values[graph.output()];
  }

  private static long[] apply(QuantizedGraph graph, QuantOp op, long[][] values) {
    QuantValue result = graph.values().get(op.result());
    long[] out = new long[Math.toIntExact(result.shape().elements())];
    switch (op) {
      case QuantConv c -> {
        convolve(c, graph.values().get(c.input()), values[c.input()], out);
        round(c.rounding(), result, out);
      }
      case QuantMatrix m -> {
        multiply(m, values[m.input()], out);
        round(m.rounding(), result, out);
      }
      case QuantSum s -> {
        add(s, result, values, out);
        round(s.rounding(), result, out);
      }
      case QuantAverage a -> {
        pool(a.window(), values[a.input()], out, false);
        for (int i = 0; i < out.length; i++) {
          out[i] *= a.multiplier();
        }
        round(a.rounding(), result, out);
      }
      case QuantMax m -> pool(m.window(), values[m.input()], out, true);
    }
    return out;
  }

  private static void round(Rounding rounding, QuantValue value, long[] out) {
    for (int i = 0; i < out.length; i++) {
      long q = Math.floorDiv(out[i] + (1L << (rounding.shift() - 1)), 1L << rounding.shift());
      if (q < rounding.windowMin() || q > rounding.windowMax()) {
        throw new ArithmeticException(
            value.name() + "[" + i + "] rounds to " + q + ", outside its window");
      }
      out[i] = rounding.apply(q);
    }
  }

  private static void multiply(QuantMatrix m, long[] x, long[] out) {
    int outputs = m.bias().data().length;
    int depth = m.weights().data().length / outputs;
    long[] w = m.weights().data();
    for (int row = 0; row < x.length / depth; row++) {
      for (int o = 0; o < outputs; o++) {
        long sum = m.bias().data()[o];
        for (int k = 0; k < depth; k++) {
          sum += x[row * depth + k] * w[o * depth + k];
        }
        out[row * outputs + o] = sum;
      }
    }
  }

  private static void add(QuantSum s, QuantValue result, long[][] values, long[] out) {
    for (QuantSum.Addend a : s.addends()) {
      long[] x = values[a.value()];
      for (int i = 0; i < out.length; i++) {
        out[i] += a.multiplier() * x[i];
      }
    }
    long[] bias = s.bias().data();
    int inner = Math.toIntExact(result.shape().elements(s.biasAxis() + 1, result.shape().rank()));
    for (int i = 0; i < out.length; i++) {
      out[i] += bias[i / inner % bias.length];
    }
  }

  private static void convolve(QuantConv c, QuantValue input, long[] x, long[] out) {
    int channels = input.shape().dim(1);
    int outputs = c.bias().data().length;
    int batch = input.shape().dim(0);
    int plane = size(c.window(), true);
    int outPlane = size(c.window(), false);
    IntTensor weights = c.weights();
    int taps = 1;
    for (WindowSpec axis : c.window()) {
      taps *= axis.kernel();
    }
    for (int n = 0; n < batch; n++) {
      for (int m = 0; m < outputs; m++) {
        int to = (n * outputs + m) * outPlane;
        Arrays.fill(out, to, to + outPlane, c.bias().data()[m]);
        for (int ch = c.depthwise() ? m : 0; ch < (c.depthwise() ? m + 1 : channels); ch++) {
          int kernel = (c.depthwise() ? m : m * channels + ch) * taps;
          int from = (n * channels + ch) * plane;
          correlate(c.window(), 0, x, from, weights.data(), kernel, out, to);
        }
      }
    }
  }

  /** Adds one plane's correlation, axis by axis. */
  private static void correlate(
      List<WindowSpec> window, int axis, long[] x, int from, long[] w, int at, long[] out, int to) {
    if (axis == window.size()) {
      out[to] += x[from] * w[at];
      return;
    }
    WindowSpec s = window.get(axis);
    int inStep = 1;
    int outStep = 1;
    int tapStep = 1;
    for (WindowSpec inner : window.subList(axis + 1, window.size())) {
      inStep *= inner.input();
      outStep *= inner.output();
      tapStep *= inner.kernel();
    }
    for (int k = 0; k < s.kernel(); k++) {
      for (int o = 0; o < s.output(); o++) {
        int i = s.position(o, k);
        if (i >= 0 && i < s.input()) {
          correlate(
              window, axis + 1, x, from + i * inStep, w, at + k * tapStep, out, to + o * outStep);
        }
      }
    }
  }

  private static int size(List<WindowSpec> window, boolean input) {
    int n = 1;
    for (WindowSpec axis : window) {
      n *= input ? axis.input() : axis.output();
    }
    return n;
  }

  /** Sums or maxima under the window, plane by plane. */
  private static void pool(List<WindowSpec> window, long[] x, long[] out, boolean max) {
    int plane = size(window, true);
    int outPlane = size(window, false);
    for (int i = 0; i < out.length; i++) {
      int[] o = new int[window.size()];
      int rest = i % outPlane;
      for (int axis = o.length - 1; axis >= 0; axis--) {
        o[axis] = rest % window.get(axis).output();
        rest /= window.get(axis).output();
      }
      out[i] = under(window, 0, o, x, i / outPlane * plane, max);
    }
  }

  private static long under(
      List<WindowSpec> window, int axis, int[] o, long[] x, int from, boolean max) {
    if (axis == window.size()) {
      return x[from];
    }
    WindowSpec s = window.get(axis);
    int step = size(window.subList(axis + 1, window.size()), true);
    long result = max ? Long.MIN_VALUE : 0;
    for (int k = 0; k < s.kernel(); k++) {
      int i = s.position(o[axis], k);
      if (i >= 0 && i < s.input()) {
        long v = under(window, axis + 1, o, x, from + i * step, max);
        result = max ? Math.max(result, v) : result + v;
      }
    }
    return result;
  }
}
