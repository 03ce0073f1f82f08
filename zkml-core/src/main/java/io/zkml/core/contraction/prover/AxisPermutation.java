package io.zkml.core.contraction.prover;

import io.zkml.core.field.ExtVector;

/** Moves a table's entries so that its axes come in another order. */
final class AxisPermutation {

  private final ExtVector in;
  private final ExtVector out;
  private final int[] lengths;
  private final int[] steps;
  private final int axes;

  private AxisPermutation(ExtVector in, ExtVector out, int[] lengths, int[] steps, int axes) {
    this.in = in;
    this.out = out;
    this.lengths = lengths;
    this.steps = steps;
    this.axes = axes;
  }

  /**
   * A table with its axes in another order.
   *
   * @param lengths of the first {@code axes} axes, outermost first
   * @param steps each axis' stride in the result
   */
  static ExtVector apply(ExtVector in, int[] lengths, int[] steps, int axes) {
    ExtVector out = new ExtVector(in.length());
    new AxisPermutation(in, out, lengths, steps, axes).move(0, 0, 0);
    return out;
  }

  /** Moves the entries from an index on; returns the index after them. */
  private int move(int axis, int from, int to) {
    int at = from;
    if (axis < axes - 1) {
      for (int i = 0; i < lengths[axis]; i++) {
        at = move(axis + 1, at, to + i * steps[axis]);
      }
      return at;
    }
    for (int plane = 0; plane < 3; plane++) {
      long[] source = in.plane(plane);
      long[] target = out.plane(plane);
      for (int i = 0; i < lengths[axis]; i++) {
        target[to + i * steps[axis]] = source[from + i];
      }
    }
    return from + lengths[axis];
  }
}
