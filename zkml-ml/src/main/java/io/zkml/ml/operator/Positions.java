package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;

/** Walks the positions of a shape in row-major order; the position is one array that changes. */
final class Positions {
  private final int[] dims;
  private final int[] position;
  private int index = -1;
  private final int count;

  Positions(TensorShape shape) {
    this.dims = shape.toArray();
    this.position = new int[dims.length];
    this.count = Math.toIntExact(shape.elements());
  }

  /** Moves to the next position, the first one at first; false behind the last. */
  boolean next() {
    index++;
    if (index == 0 || index >= count) {
      return index < count;
    }
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      position[axis]++;
      if (position[axis] < dims[axis]) {
        break;
      }
      position[axis] = 0;
    }
    return true;
  }

  /** Row-major index of the position. */
  int index() {
    return index;
  }

  /** The coordinates, to be read only. */
  int[] position() {
    return position;
  }

  /** Coordinate along an axis. */
  int at(int axis) {
    return position[axis];
  }

  /** Offset of the position under strides. */
  int offset(int[] strides) {
    int offset = 0;
    for (int axis = 0; axis < position.length; axis++) {
      offset += position[axis] * strides[axis];
    }
    return offset;
  }
}
