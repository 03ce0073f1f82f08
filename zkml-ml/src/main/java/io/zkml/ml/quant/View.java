package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;

/**
 * A value as the model sees it: under another shape, or with its entries in other places.
 *
 * @param index of the value
 * @param value as it is stored
 * @param shape as the model sees it here
 * @param map for every entry of the shape the stored one
 */
public record View(int index, QuantValue value, TensorShape shape, IndexMap map) {

  /** A value in its order. */
  public static View direct(int index, QuantValue value, TensorShape shape) {
    return new View(index, value, shape, IndexMap.identity());
  }

  /** Whether the model's shape is the stored one, in its order. */
  public boolean isDirect() {
    return map.isIdentity() && shape.equals(value.shape());
  }

  /** This view's entries at other places. */
  public View moved(TensorShape newShape, int[] indices) {
    IndexMap outer = IndexMap.of(indices, shape.elements());
    IndexMap composed = map.then(outer);
    int size = Math.toIntExact(newShape.elements());
    return new View(
        index, value, newShape, IndexMap.of(composed.toArray(size), value.shape().elements()));
  }

  /** This view repeated along a shape that it broadcasts to. */
  public View broadcast(TensorShape target) {
    if (shape.equals(target)) {
      return this;
    }
    int[] indices = new int[Math.toIntExact(target.elements())];
    int[] strides = shape.strides();
    int shift = target.rank() - shape.rank();
    for (int i = 0; i < indices.length; i++) {
      int rest = i;
      for (int axis = target.rank() - 1; axis >= 0; axis--) {
        int at = rest % target.dim(axis);
        rest /= target.dim(axis);
        boolean repeats = axis < shift || shape.dim(axis - shift) == 1;
        indices[i] += repeats ? 0 : at * strides[axis - shift];
      }
    }
    return moved(target, indices);
  }

  /** The map of an addend over a shape of as many entries. */
  IndexMap over(TensorShape target) {
    if (map.isIdentity() && !value.shape().equals(target)) {
      return IndexMap.of(map.toArray(Math.toIntExact(target.elements())));
    }
    return map;
  }
}
