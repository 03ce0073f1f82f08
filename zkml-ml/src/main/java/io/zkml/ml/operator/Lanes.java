package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import java.util.function.Consumer;

/**
 * A tensor as lanes along one axis: lane {@code l} has its elements at {@code start(l) + i * step}.
 *
 * @param count number of lanes
 * @param length elements of each lane
 * @param step distance of neighbours in a lane
 */
record Lanes(int count, int length, int step) {
  /** The lanes along an axis. */
  static Lanes along(TensorShape shape, int axis) {
    int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
    int outer = Math.toIntExact(shape.elements(0, axis));
    return new Lanes(outer * inner, shape.dim(axis), inner);
  }

  /** Lanes that run over an axis and all axes behind it. */
  static Lanes from(TensorShape shape, int axis) {
    int outer = Math.toIntExact(shape.elements(0, axis));
    return new Lanes(outer, Math.toIntExact(shape.elements(axis, shape.rank())), 1);
  }

  int start(int lane) {
    return lane / step * step * length + lane % step;
  }

  /** Applies a function, which works in place, to every lane that has elements. */
  void transform(double[] data, Consumer<double[]> function) {
    double[] lane = new double[length];
    for (int l = 0; l < count && length > 0; l++) {
      int start = start(l);
      for (int i = 0; i < length; i++) {
        lane[i] = data[start + i * step];
      }
      function.accept(lane);
      for (int i = 0; i < length; i++) {
        data[start + i * step] = lane[i];
      }
    }
  }
}
