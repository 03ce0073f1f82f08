package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;

/** Walks the positions of a shape in row-major order and gives each one's offset under strides. */
final class StridedWalk {
  private final int[] dims;
  private final int[] strides;
  private final int[] position;
  private int offset;

  StridedWalk(TensorShape shape, int[] strides) {
    this.dims = shape.toArray();
    this.strides = strides;
    this.position = new int[dims.length];
  }

  /** Offset of the current position; then moves on. */
  int next() {
    int current = offset;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      offset += strides[axis];
      position[axis]++;
      if (position[axis] < dims[axis]) {
        break;
      }
      offset -= strides[axis] * dims[axis];
      position[axis] = 0;
    }
    return current;
  }
}
