package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.function.IntUnaryOperator;

/**
 * Pooling in float64, one spatial axis after the other: a maximum or sum over a box is one over its
 * rows first, then over its columns. Padding is skipped.
 */
final class PoolKernel {
  private PoolKernel() {}

  static FloatTensor maximum(FloatTensor tensor, Window window) {
    return reduced(tensor, window, true);
  }

  static FloatTensor sum(FloatTensor tensor, Window window) {
    return reduced(tensor, window, false);
  }

  private static FloatTensor reduced(FloatTensor tensor, Window window, boolean maximum) {
    FloatTensor result = tensor;
    for (int i = 0; i < window.axes().size(); i++) {
      WindowAxis axis = window.axes().get(i);
      if (!axis.isPointwise()) {
        result = reduceAxis(result, i + 2, axis, maximum);
      }
    }
    return result;
  }

  private static FloatTensor reduceAxis(
      FloatTensor tensor, int dimension, WindowAxis axis, boolean maximum) {
    TensorShape shape = tensor.shape();
    TensorShape target = shape.withDim(dimension, axis.output());
    int outer = Math.toIntExact(shape.elements(0, dimension));
    int inner = Math.toIntExact(shape.elements(dimension + 1, shape.rank()));
    double[] in = tensor.data();
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int o = 0; o < axis.output(); o++) {
      int first = axis.firstTap(o);
      int end = axis.endTap(o);
      for (int row = 0; row < outer; row++) {
        int to = (row * axis.output() + o) * inner;
        for (int k = first; k < end; k++) {
          int from = (row * axis.input() + axis.position(o, k)) * inner;
          if (k == first) {
            System.arraycopy(in, from, out, to, inner);
          } else if (maximum) {
            maximumInto(in, from, out, to, inner);
          } else {
            addInto(in, from, out, to, inner);
          }
        }
      }
    }
    return FloatTensor.of(target, out);
  }

  private static void maximumInto(double[] in, int from, double[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = Math.max(out[to + i], in[from + i]);
    }
  }

  private static void addInto(double[] in, int from, double[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] += in[from + i];
    }
  }

  /** Divides every output by the product of its axes' counts. */
  static FloatTensor divided(FloatTensor sums, Window window, AxisCount count) {
    FloatTensor result = sums;
    for (int i = 0; i < window.axes().size(); i++) {
      WindowAxis axis = window.axes().get(i);
      result = dividedAlong(result, i + 2, o -> count.of(axis, o));
    }
    return result;
  }

  /** How many elements of one axis an output position stands for. */
  interface AxisCount {
    int of(WindowAxis axis, int output);
  }

  private static FloatTensor dividedAlong(
      FloatTensor tensor, int dimension, IntUnaryOperator count) {
    TensorShape shape = tensor.shape();
    int length = shape.dim(dimension);
    int outer = Math.toIntExact(shape.elements(0, dimension));
    int inner = Math.toIntExact(shape.elements(dimension + 1, shape.rank()));
    double[] in = tensor.data();
    double[] out = new double[in.length];
    for (int o = 0; o < length; o++) {
      double divisor = count.applyAsInt(o);
      for (int row = 0; row < outer; row++) {
        int base = (row * length + o) * inner;
        for (int i = 0; i < inner; i++) {
          out[base + i] = in[base + i] / divisor;
        }
      }
    }
    return FloatTensor.of(shape, out);
  }
}
