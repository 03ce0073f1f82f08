package io.zkml.ml.quant;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.ml.graph.TensorShape;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-correlation over {@code [N, C, spatial...]}.
 *
 * @param weights {@code [M, C, kernel...]}, or {@code [C, kernel...]} where depthwise
 * @param bias {@code [M]}
 * @param depthwise every channel has its own kernel and M = C
 */
public record QuantConv(
    int result,
    int input,
    List<WindowSpec> window,
    IntTensor weights,
    IntTensor bias,
    boolean depthwise,
    Rounding rounding)
    implements QuantOp {

  /** Copies the list. */
  public QuantConv {
    window = List.copyOf(window);
  }

  static final int TAG = 0;

  static QuantConv decode(int result, QuantReader in) throws IOException {
    return new QuantConv(
        result,
        in.readInt(),
        in.window(),
        in.tensor(),
        in.tensor(),
        in.readBoolean(),
        in.rounding());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.writeInt(input);
    out.window(window);
    out.tensor(weights);
    out.tensor(bias);
    out.writeBoolean(depthwise);
    out.rounding(rounding);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    QuantValue x = rules.read(input);
    rules.window(window, x, y);
    int channels = x.shape().dim(1);
    int front = depthwise ? 1 : 2;
    int[] due = new int[front + window.size()];
    due[0] = y.shape().dim(1);
    due[front - 1] = channels;
    for (int i = 0; i < window.size(); i++) {
      due[front + i] = window.get(i).kernel();
    }
    boolean sameChannels = !depthwise || channels == y.shape().dim(1);
    rules.require(sameChannels && weights.shape().equals(TensorShape.of(due)), y, "its weights");
    rules.require(bias.data().length == y.shape().dim(1), y, "its bias");
    rules.finish(rounding, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    QuantValue source = memory.value(input);
    long[] x = memory.get(input);
    long[] out = memory.array(result);
    int channels = source.shape().dim(1);
    int outputs = bias.data().length;
    int plane = WindowSpec.size(window, true);
    int outPlane = WindowSpec.size(window, false);
    int taps = 1;
    for (WindowSpec axis : window) {
      taps *= axis.kernel();
    }
    for (int n = 0; n < source.shape().dim(0); n++) {
      for (int m = 0; m < outputs; m++) {
        int to = (n * outputs + m) * outPlane;
        Arrays.fill(out, to, to + outPlane, bias.data()[m]);
        for (int ch = depthwise ? m : 0; ch < (depthwise ? m + 1 : channels); ch++) {
          int kernel = (depthwise ? m : m * channels + ch) * taps;
          int from = (n * channels + ch) * plane;
          correlate(window, 0, x, from, weights.data(), kernel, out, to);
        }
      }
    }
    return memory.finish(result, rounding, out);
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

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    List<AxisLayout> axes = new ArrayList<>();
    axes.add(AxisLayout.split(weights.shape().dim(0)));
    if (!depthwise) {
      axes.add(program.layoutOf(input).axes().get(1));
    }
    List<TensorAxis> maps = new ArrayList<>();
    maps.add(new TensorAxis.Batch());
    if (depthwise) {
      maps.add(new TensorAxis.Shared());
    } else {
      maps.add(new TensorAxis.Free());
      maps.add(new TensorAxis.Inner());
    }
    for (WindowSpec w : window) {
      axes.add(AxisLayout.padded(w.kernel()));
      maps.add(w.axis(false));
    }
    int factors = program.weights(y.name() + ".weights", new TensorLayout(axes), weights);
    LinearTerm product = new LinearTerm(1, program.tensor(input), factors, maps);
    program.finish(result, List.of(product, program.bias(y, 1, bias)), rounding);
  }

  @Override
  public long parameters() {
    return (long) weights.data().length + bias.data().length;
  }
}
