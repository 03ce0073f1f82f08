package io.zkml.core.stark;

import io.zkml.core.contraction.TensorLayout;

/**
 * A tensor whose entries are part of the statement.
 *
 * @param name for people
 * @param layout how it is cut into blocks
 * @param min least allowed entry
 * @param max largest allowed entry
 */
public record PublicTensor(String name, TensorLayout layout, long min, long max) {

  /** Checks that the bounds are ordered and below 2^62 in magnitude. */
  public PublicTensor {
    if (min > max || min < -(1L << 62) || max > 1L << 62) {
      throw new IllegalArgumentException(name + " has bounds " + min + " to " + max);
    }
  }
}
