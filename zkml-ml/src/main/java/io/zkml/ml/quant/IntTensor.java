package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;

/**
 * A constant tensor of integers, row-major.
 *
 * @param shape the dimensions
 * @param data the entries; not to be changed
 */
public record IntTensor(TensorShape shape, long[] data) {

  /** Checks the number of entries. */
  public IntTensor {
    if (shape.elements() != data.length) {
      throw new IllegalArgumentException(data.length + " entries for shape " + shape);
    }
  }

  /** The largest magnitude of an entry; {@code Long.MAX_VALUE} for that of the least long. */
  public long magnitude() {
    long max = 0;
    for (long v : data) {
      // SOUNDNESS: the absolute value of the least long is negative; a tensor of it is not 0.
      max = Math.max(max, v == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(v));
    }
    return max;
  }

  /** The least entry. */
  public long min() {
    long min = Long.MAX_VALUE;
    for (long v : data) {
      min = Math.min(min, v);
    }
    return min;
  }

  /** The largest entry. */
  public long max() {
    long max = Long.MIN_VALUE;
    for (long v : data) {
      max = Math.max(max, v);
    }
    return max;
  }
}
