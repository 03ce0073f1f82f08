package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;

/**
 * Picks elements axis by axis: for every axis, which input position an output position shows. This
 * is what slices, pads, tiles and crops have in common.
 */
final class AxisMaps {
  /** A position that shows the fill value instead of an element. */
  static final int FILL = -1;

  private final int[][] maps;

  private AxisMaps(int[][] maps) {
    this.maps = maps;
  }

  /** Maps that show every axis of a shape as it is. */
  static AxisMaps identity(TensorShape shape) {
    int[][] maps = new int[shape.rank()][];
    for (int axis = 0; axis < maps.length; axis++) {
      maps[axis] = new int[shape.dim(axis)];
      Arrays.setAll(maps[axis], i -> i);
    }
    return new AxisMaps(maps);
  }

  /** Replaces the map of one axis; the array is handed over. */
  AxisMaps set(int axis, int[] map) {
    maps[axis] = map;
    return this;
  }

  /** The shape that results. */
  TensorShape shape() {
    int[] dims = new int[maps.length];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = maps[axis].length;
    }
    return TensorShape.of(dims);
  }

  /** The picked elements. */
  FloatTensor apply(FloatTensor tensor, double fill) {
    TensorShape target = shape();
    double[] out = new double[Math.toIntExact(target.elements())];
    if (out.length > 0) {
      fillAxis(tensor, fill, out, new Place(0, 0, 0));
    }
    return FloatTensor.of(target, out);
  }

  private record Place(int axis, int from, int to) {}

  private void fillAxis(FloatTensor tensor, double fill, double[] out, Place place) {
    int axis = place.axis();
    if (axis == maps.length) {
      out[place.to()] = tensor.get(place.from());
      return;
    }
    int inner = Math.toIntExact(tensor.shape().elements(axis + 1, maps.length));
    int outInner = 1;
    for (int i = axis + 1; i < maps.length; i++) {
      outInner *= maps[i].length;
    }
    for (int i = 0; i < maps[axis].length; i++) {
      int to = place.to() + i * outInner;
      int from = place.from() + maps[axis][i] * inner;
      if (maps[axis][i] == FILL) {
        Arrays.fill(out, to, to + outInner, fill);
      } else if (axis == maps.length - 1) {
        out[to] = tensor.get(from);
      } else {
        fillAxis(tensor, fill, out, new Place(axis + 1, from, to));
      }
    }
  }
}
