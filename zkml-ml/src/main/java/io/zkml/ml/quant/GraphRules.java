package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a quantised graph meaningful. A graph may come from a file: interpreter and lowering
 * count on these rules.
 */
public final class GraphRules {

  /** Most elements of all values together. */
  private static final long MAX_ELEMENTS = 1L << 30;

  private static final int MAX_RANK = 8;

  /** Entries stay below this magnitude. */
  private static final long MAX_MAGNITUDE = 1L << 62;

  /** Most window positions of all maxima: each is a column of a proof. */
  private static final long MAX_MAXIMUM_ELEMENTS = 1L << 14;

  private final List<QuantValue> values;
  private final boolean[] defined;
  private long maximumElements;

  private GraphRules(List<QuantValue> values) {
    this.values = values;
    this.defined = new boolean[values.size()];
  }

  static void check(
      List<QuantValue> values, List<QuantOp> ops, List<Integer> inputs, List<Integer> outputs) {
    GraphRules rules = new GraphRules(values);
    long elements = 0;
    for (QuantValue v : values) {
      rules.described(v);
      elements += Math.min(MAX_ELEMENTS, v.shape().elements());
      rules.require(elements <= MAX_ELEMENTS, v, "too many elements");
    }
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("a graph without inputs or outputs");
    }
    for (int input : inputs) {
      QuantValue x = rules.value(input);
      rules.require(!rules.defined[input], x, "an input twice");
      rules.defined[input] = true;
    }
    for (QuantOp op : ops) {
      QuantValue y = rules.value(op.result());
      op.check(rules);
      rules.require(!rules.defined[op.result()], y, "defined twice");
      rules.require(y.ordinals() == null, y, "ranks of a computed value");
      rules.defined[op.result()] = true;
    }
    for (int i = 0; i < values.size(); i++) {
      rules.require(rules.defined[i], values.get(i), "never defined");
    }
    for (int output : outputs) {
      QuantValue y = rules.value(output);
      rules.require(!inputs.contains(output), y, "the output is the input");
    }
    rules.distinct(outputs, values.get(outputs.getFirst()));
  }

  private void described(QuantValue v) {
    int rank = v.shape().rank();
    require(rank >= 1 && rank <= MAX_RANK && v.shape().elements() > 0, v, "its shape");
    require(v.featureAxis() >= 0 && v.featureAxis() < rank, v, "its feature axis");
    require(v.min() > -MAX_MAGNITUDE && v.max() < MAX_MAGNITUDE, v, "its bounds");
    Ordinals ordinals = v.ordinals();
    if (ordinals != null) {
      boolean fits = ordinals.features().size() == v.shape().dim(rank - 1);
      require(fits && v.min() == 0 && ordinals.top() <= v.max(), v, "its ranks");
    }
  }

  /** Description of a value, defined or not. */
  QuantValue value(int i) {
    if (i < 0 || i >= values.size()) {
      throw new IllegalArgumentException("there is no value " + i);
    }
    return values.get(i);
  }

  /** A value that an operation reads. */
  QuantValue read(int i) {
    QuantValue v = value(i);
    require(defined[i], v, "read before it is defined");
    return v;
  }

  /** A form at every position of a shape. */
  void form(LinearForm form, TensorShape shape, QuantValue y) {
    require(form.addends().size() <= LinearForm.MAX_ADDENDS, y, "a sum of too much");
    for (Addend a : form.addends()) {
      QuantValue x = read(a.value());
      require(a.summed().rank() <= MAX_RANK && a.summed().elements() > 0, y, "its summed axes");
      long positions = Math.multiplyExact(shape.elements(), a.summed().elements());
      require(positions <= MAX_ELEMENTS, y, "a sum over too much");
      if (a.map().isIdentity()) {
        TensorShape read = joined(shape, a.summed());
        require(x.shape().equals(read), y, "its operands' shape");
      } else {
        require(a.map().size() == positions, y, "its map's size");
        for (int i = 0; i < a.map().size(); i++) {
          int from = a.map().get(i);
          require(from >= IndexMap.NONE && from < x.shape().elements(), y, "an entry of its map");
        }
      }
      repeats(a.weights(), joined(shape, a.summed()), y, "its weights");
    }
    repeats(form.bias(), shape, y, "its bias");
  }

  private void repeats(@Nullable IntTensor own, TensorShape shape, QuantValue y, String what) {
    boolean fits = own == null || own.shape().rank() == shape.rank();
    for (int axis = 0; fits && own != null && axis < shape.rank(); axis++) {
      fits = own.shape().dim(axis) == 1 || own.shape().dim(axis) == shape.dim(axis);
    }
    require(fits, y, what);
  }

  /** The axes of one shape, then those of the other. */
  static TensorShape joined(TensorShape a, TensorShape b) {
    int[] dims = new int[a.rank() + b.rank()];
    System.arraycopy(a.toArray(), 0, dims, 0, a.rank());
    System.arraycopy(b.toArray(), 0, dims, a.rank(), b.rank());
    return TensorShape.of(dims);
  }

  /** How an operation's accumulator becomes its result. */
  void finish(Finish finish, QuantValue y) {
    if (!(finish instanceof Rounding r)) {
      return;
    }
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

  /** Data {@code [N, C, spatial...]}, and a window that fits it. */
  void window(List<WindowSpec> window, QuantValue x, QuantValue y) {
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

  /** An operation that keeps channels. */
  void channels(QuantValue x, QuantValue y) {
    require(x.shape().dim(1) == y.shape().dim(1), y, "its channels");
  }

  /** The number of elements under one window of a maximum. */
  void maximumElements(long elements, QuantValue y) {
    require(elements <= MAX_MAXIMUM_ELEMENTS, y, "too large a window");
  }

  /** Counts the elements under one window of a maximum against those of all maxima. */
  void countMaximum(long elements, QuantValue y) {
    maximumElements += elements;
    require(maximumElements <= MAX_MAXIMUM_ELEMENTS, y, "too many elements under windows");
  }

  /** A list without repetitions. */
  void distinct(List<Integer> list, QuantValue y) {
    require(new HashSet<>(list).size() == list.size(), y, "a number that occurs twice");
  }

  /**
   * Demands a rule.
   *
   * @throws IllegalArgumentException naming value and rule if it is broken
   */
  void require(boolean condition, QuantValue value, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(value.name() + ": " + rule);
    }
  }
}
