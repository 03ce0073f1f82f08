package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import org.jspecify.annotations.Nullable;

/**
 * One addend of a {@link LinearForm} over a shape: at every position o of the shape it adds {@code
 * multiplier sum_r weights[o, r] x[map(o, r)]}, r over the positions of {@code summed}.
 *
 * @param value index of x
 * @param map from the positions (o, r), row by row, to entries of x
 * @param summed the axes that are summed over; a scalar for none
 * @param weights constant factors; one axis for every axis of (o, r), of its length or of length 1
 */
public record Addend(
    int value, IndexMap map, long multiplier, TensorShape summed, @Nullable IntTensor weights) {

  /** A value of the form's shape, times a factor. */
  public Addend(int value, long multiplier) {
    this(value, IndexMap.identity(), multiplier);
  }

  /** A view of a value, times a factor. */
  public Addend(int value, IndexMap map, long multiplier) {
    this(value, map, multiplier, TensorShape.scalar(), null);
  }

  /** The largest magnitude of the addend for entries of this magnitude; saturates. */
  long bound(long magnitude) {
    long w = weights == null ? 1 : Math.max(1, weights.magnitude());
    double bound = Math.abs((double) multiplier) * w * magnitude * summed.elements();
    return bound >= Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.abs(multiplier) * w * magnitude * summed.elements();
  }
}
