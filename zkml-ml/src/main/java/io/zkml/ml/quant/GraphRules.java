package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.util.List;

/**
 * What makes a quantised graph meaningful. A graph may come from a file: interpreter and lowering
 * count on these rules.
 */
final class GraphRules {

  /** Most elements of all values together. */
  private static final long MAX_ELEMENTS = 1L << 30;

  private static final int MAX_RANK = 8;

  /** Entries stay below this magnitude. */
  private static final long MAX_MAGNITUDE = 1L << 62;

  /** Most window positions of all maxima: each is a column of a proof. */
  private static final long MAX_MAXIMUM_ELEMENTS = 1L << 14;

  private static final int MAX_ADDENDS = 256;

  private final List<QuantValue> values;
  private final boolean[] defined;
  private long maximumElements;

  private GraphRules(List<QuantValue> values) {
    this.values = values;
    this.defined = new boolean[values.size()];
  }

  static void check(List<QuantValue> values, List<QuantOp> ops, int input, int output) {
    GraphRules rules = new GraphRules(values);
    long elements = 0;
    for (QuantValue v : values) {
      value(v);
      elements += Math.min(MAX_ELEMENTS, v.shape().elements());
      require(elements <= MAX_ELEMENTS, v, "too many elements");
    }
    index(input, values.size());
    index(output, values.size());
    rules.defined[input] = true;
    for (QuantOp op : ops) {
      index(op.result(), values.size());
      rules.operation(op);
      require(!rules.defined[op.result()], values.get(op.result()), "defined twice");
      rules.defined[op.result()] = true;
    }
    for (int i = 0; i < values.size(); i++) {
      require(rules.defined[i], values.get(i), "never defined");
    }
    require(output != input, values.get(output), "the output is the input");
  }

  private static void value(QuantValue v) {
    int rank = v.shape().rank();
    require(rank >= 1 && rank <= MAX_RANK && v.shape().elements() > 0, v, "its shape");
    require(v.featureAxis() >= 0 && v.featureAxis() < rank, v, "its feature axis");
    require(v.min() > -MAX_MAGNITUDE && v.max() < MAX_MAGNITUDE, v, "its bounds");
  }

  private static void index(int i, int size) {
    if (i < 0 || i >= size) {
      throw new IllegalArgumentException("there is no value " + i);
    }
  }

  private QuantValue read(int i) {
    index(i, values.size());
    require(defined[i], values.get(i), "read before it is defined");
    return values.get(i);
  }

  private void operation(QuantOp op) {
    QuantValue y = values.get(op.result());
    switch (op) {
      case QuantConv c -> {
        convolution(c, read(c.input()), y);
        rounding(c.rounding(), y);
      }
      case QuantMatrix m -> {
        matrix(m, read(m.input()), y);
        rounding(m.rounding(), y);
      }
      case QuantSum s -> {
        sum(s, y);
        rounding(s.rounding(), y);
      }
      case QuantAverage a -> {
        window(a.window(), read(a.input()), y);
        channels(read(a.input()), y);
        rounding(a.rounding(), y);
      }
      case QuantMax m -> maximum(m, read(m.input()), y);
    }
  }

  private static void rounding(Rounding r, QuantValue y) {
    require(r.shift() >= 1 && r.shift() <= 16, y, "its shift");
    switch (r.activation()) {
      case Activation.Clamp c ->
          require(
              c.low() <= 0
                  && c.high() >= 0
                  && r.windowMin() <= c.low()
                  && c.high() <= r.windowMax(),
              y,
              "its clamp");
      case Activation.Table t ->
          require(t.values().data().length == 1 << r.shift(), y, "its table's size");
      case Activation.Linear l -> {}
      case Activation.Relu l -> {}
    }
    require(y.min() == r.min() && y.max() == r.max(), y, "its bounds");
  }

  private static void convolution(QuantConv c, QuantValue x, QuantValue y) {
    window(c.window(), x, y);
    int channels = x.shape().dim(1);
    int front = c.depthwise() ? 1 : 2;
    int[] due = new int[front + c.window().size()];
    due[0] = y.shape().dim(1);
    due[front - 1] = channels;
    for (int i = 0; i < c.window().size(); i++) {
      due[front + i] = c.window().get(i).kernel();
    }
    boolean sameChannels = !c.depthwise() || channels == y.shape().dim(1);
    require(sameChannels && c.weights().shape().equals(TensorShape.of(due)), y, "its weights");
    require(c.bias().data().length == y.shape().dim(1), y, "its bias");
  }

  /** Data {@code [N, C, spatial...]}, and a window that fits it. */
  private static void window(List<WindowSpec> window, QuantValue x, QuantValue y) {
    int rank = window.size() + 2;
    require(x.shape().rank() == rank && y.shape().rank() == rank, y, "its rank");
    require(x.shape().dim(0) == y.shape().dim(0), y, "its batch");
    for (int i = 0; i < window.size(); i++) {
      WindowSpec w = window.get(i);
      boolean fits = w.input() == x.shape().dim(i + 2) && w.output() == y.shape().dim(i + 2);
      require(fits && w.kernel() >= 1 && w.stride() >= 1 && w.dilation() >= 1, y, "its window");
      require(w.pad() >= 0 && w.lastPosition() < Integer.MAX_VALUE, y, "its window's reach");
    }
  }

  private static void channels(QuantValue x, QuantValue y) {
    require(x.shape().dim(1) == y.shape().dim(1), y, "its channels");
  }

  private static void matrix(QuantMatrix m, QuantValue x, QuantValue y) {
    int kept = m.leading();
    require(kept >= 0 && kept < x.shape().rank() && y.shape().rank() == kept + 1, y, "its rank");
    int[] due = new int[x.shape().rank() - kept + 1];
    due[0] = y.shape().dim(kept);
    for (int i = 0; i < x.shape().rank(); i++) {
      if (i < kept) {
        require(x.shape().dim(i) == y.shape().dim(i), y, "its shape");
      } else {
        due[i - kept + 1] = x.shape().dim(i);
      }
    }
    require(m.weights().shape().equals(TensorShape.of(due)), y, "its weights");
    require(m.bias().data().length == due[0], y, "its bias");
  }

  private void sum(QuantSum s, QuantValue y) {
    require(!s.addends().isEmpty(), y, "a sum of nothing");
    require(s.addends().size() <= MAX_ADDENDS, y, "a sum of too much");
    for (QuantSum.Addend a : s.addends()) {
      require(read(a.value()).shape().equals(y.shape()), y, "its operands' shape");
    }
    boolean axis = s.biasAxis() >= 0 && s.biasAxis() < y.shape().rank();
    require(axis && s.bias().data().length == y.shape().dim(s.biasAxis()), y, "its bias");
  }

  private void maximum(QuantMax m, QuantValue x, QuantValue y) {
    window(m.window(), x, y);
    channels(x, y);
    require(x.min() == y.min() && x.max() == y.max(), y, "its bounds");
    long elements = 1;
    for (WindowSpec w : m.window()) {
      boolean padded = w.pad() > 0 || w.lastPosition() >= w.input();
      boolean meets = w.pad() < w.kernel() && (long) w.stride() * (w.output() - 1) < w.end();
      // Padding repeats the nearest element: that must be one under the window.
      require(!padded || (w.dilation() == 1 && meets), y, "its window over padding");
      elements *= w.kernel();
      require(elements <= MAX_MAXIMUM_ELEMENTS, y, "too large a window");
    }
    maximumElements += elements;
    require(maximumElements <= MAX_MAXIMUM_ELEMENTS, y, "too many elements under windows");
  }

  private static void require(boolean condition, QuantValue value, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(value.name() + ": " + rule);
    }
  }
}
