package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** Where the largest elements under the windows of {@link MaxPool} lie. */
final class MaxPoolIndices {
  private MaxPoolIndices() {}

  /**
   * Indices into the whole input of the first element of each window that equals the maximum.
   *
   * @param columns whether the spatial axes are counted from the innermost one
   */
  static FloatTensor find(FloatTensor data, FloatTensor maximum, Window window, boolean columns) {
    List<WindowAxis> axes = window.axes();
    TensorShape shape = data.shape();
    int plane = Math.toIntExact(shape.elements(2, shape.rank()));
    int[] kernel = new int[axes.size()];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = axes.get(i).kernel();
    }
    double[] out = new double[maximum.size()];
    Positions at = new Positions(maximum.shape());
    while (at.next()) {
      int first = (at.at(0) * shape.dim(1) + at.at(1)) * plane;
      Positions tap = new Positions(TensorShape.of(kernel));
      boolean found = false;
      while (!found && tap.next()) {
        int from = offset(axes, at, tap, false);
        found = from >= 0 && data.get(first + from) == maximum.get(at.index());
        if (found) {
          out[at.index()] = first + (columns ? offset(axes, at, tap, true) : from);
        }
      }
    }
    return FloatTensor.of(maximum.shape(), out);
  }

  /** Position in the plane, or -1 in the padding. */
  private static int offset(List<WindowAxis> axes, Positions at, Positions tap, boolean columns) {
    int offset = 0;
    for (int i = 0; i < axes.size(); i++) {
      int axis = columns ? axes.size() - 1 - i : i;
      int position = axes.get(axis).position(at.at(axis + 2), tap.at(axis));
      if (position < 0 || position >= axes.get(axis).input()) {
        return -1;
      }
      offset = offset * axes.get(axis).input() + position;
    }
    return offset;
  }
}
