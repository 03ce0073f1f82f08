package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** The values of one run of a quantised graph, row-major; plain loops. Not thread-safe. */
public final class QuantMemory {

  private final QuantizedGraph graph;
  private final long[][] values;

  /** A memory in which only the inputs are defined; their arrays are not changed. */
  public QuantMemory(QuantizedGraph graph, List<long[]> inputs) {
    this.graph = graph;
    this.values = new long[graph.values().size()][];
    for (int i = 0; i < inputs.size(); i++) {
      values[graph.inputs().get(i)] = inputs.get(i);
    }
  }

  /** Description of a value. */
  QuantValue value(int index) {
    return graph.values().get(index);
  }

  /** Entries of a value, to be read only. */
  public long[] get(int index) {
    return values[index];
  }

  /** Computes what an operation defines. */
  public void run(QuantOp op) {
    values[op.result()] = op.evaluate(this);
  }

  /** A new array for a value. */
  long[] array(int value) {
    return new long[Math.toIntExact(value(value).shape().elements())];
  }

  /** A form at every position of a shape. */
  long[] form(LinearForm form, TensorShape shape) {
    long[] out = new long[Math.toIntExact(shape.elements())];
    addForm(form, shape, out);
    return out;
  }

  /** Adds a form at every position of a shape. */
  void addForm(LinearForm form, TensorShape shape, long[] out) {
    for (Addend a : form.addends()) {
      add(a, shape, out);
    }
    IntTensor bias = form.bias();
    if (bias != null) {
      for (int i = 0; i < out.length; i++) {
        out[i] += bias.data()[repeated(bias.shape(), shape, TensorShape.scalar(), i, 0)];
      }
    }
  }

  private void add(Addend a, TensorShape shape, long[] out) {
    long[] x = values[a.value()];
    int terms = Math.toIntExact(a.summed().elements());
    IntTensor w = a.weights();
    for (int o = 0; o < out.length; o++) {
      for (int r = 0; r < terms; r++) {
        int from = a.map().get(o * terms + r);
        if (from != IndexMap.NONE) {
          long weight = w == null ? 1 : w.data()[repeated(w.shape(), shape, a.summed(), o, r)];
          out[o] += a.multiplier() * weight * x[from];
        }
      }
    }
  }

  /** Position (o, r) in a tensor whose axes of length 1 repeat. */
  private static int repeated(
      TensorShape own, TensorShape shape, TensorShape summed, int o, int r) {
    int position = 0;
    int stride = 1;
    for (int axis = own.rank() - 1; axis >= 0; axis--) {
      boolean behind = axis >= shape.rank();
      int length = behind ? summed.dim(axis - shape.rank()) : shape.dim(axis);
      int at = (behind ? r : o) % length;
      if (behind) {
        r /= length;
      } else {
        o /= length;
      }
      position += own.dim(axis) == 1 ? 0 : at * stride;
      stride *= own.dim(axis);
    }
    return position;
  }

  /** Turns accumulators into the entries of a value, in place. */
  long[] finish(int value, Finish finish, long[] out) {
    switch (finish) {
      case Rounding r -> round(r, value(value), out);
      case Exact e -> inBounds(value, out);
    }
    return out;
  }

  private static void round(Rounding rounding, QuantValue value, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.floorDiv(out[i] + (1L << (rounding.shift() - 1)), 1L << rounding.shift());
    }
    requireWithin(value, rounding.windowMin(), rounding.windowMax(), out);
    for (int i = 0; i < out.length; i++) {
      out[i] = rounding.apply(out[i]);
    }
  }

  /** Demands that entries are within a value's bounds. */
  void inBounds(int value, long[] out) {
    QuantValue v = value(value);
    requireWithin(v, v.min(), v.max(), out);
  }

  private static void requireWithin(QuantValue v, long min, long max, long[] entries) {
    int first = -1;
    int count = 0;
    for (int i = entries.length - 1; i >= 0; i--) {
      if (entries[i] < min || entries[i] > max) {
        first = i;
        count++;
      }
    }
    if (count > 0) {
      String detail = "[%d] is %d, outside %d to %d".formatted(first, entries[first], min, max);
      throw new SaturationException(v.name(), count, entries.length, detail);
    }
  }
}
