package io.zkml.vm.tensor;

import io.zkml.core.contraction.IndexList;

/**
 * How one axis relates the index o of a linear instruction's result to the index i of its first and
 * w of its second operand. An axis uses up the next axis of each tensor that has it; a {@link
 * Gather} may use up several.
 */
public sealed interface TensorAxis {

  /** o = i; the second operand does not have the axis. */
  record Batch() implements TensorAxis {}

  /** o = w; the first operand does not have the axis. */
  record Free() implements TensorAxis {}

  /** i = w, summed; the result does not have the axis. */
  record Inner() implements TensorAxis {}

  /** o = i = w. */
  record Shared() implements TensorAxis {}

  /** Only the result has the axis. */
  record Broadcast() implements TensorAxis {}

  /** Only the first operand has the axis: summed. */
  record Sum() implements TensorAxis {}

  /**
   * i = stride o + dilation w - pad, w below kernel; where there is a second operand it has an axis
   * of this length. Positions outside the first operand count as 0.
   *
   * @param clamp positions outside are moved to the nearest end instead
   */
  record Window(int kernel, int stride, int dilation, int pad, boolean clamp)
      implements TensorAxis {
    /** Checks the parameters. */
    public Window {
      if (kernel < 1 || stride < 1 || dilation < 1) {
        throw new IllegalArgumentException("window of " + kernel + ", stride " + stride);
      }
    }

    /** The first operand's position, before clamping. */
    public int source(int o, int w) {
      return stride * o + dilation * w - pad;
    }
  }

  /**
   * i = indices[o], nothing where the entry is {@link IndexList#NONE}: data movement that is known
   * in advance. The next axes of the result count as one axis, and so do those of the first
   * operand, entries numbered row by row; the second operand does not have the axis.
   *
   * @param resultAxes axes of the result that it uses up
   * @param firstAxes axes of the first operand that it uses up
   * @param indices one entry for every combination of the result's indices
   */
  record Gather(int resultAxes, int firstAxes, IndexList indices) implements TensorAxis {
    /** Checks the parameters. */
    public Gather {
      if (resultAxes < 0 || firstAxes < 0) {
        throw new IllegalArgumentException(
            "gather of " + firstAxes + " to " + resultAxes + " axes");
      }
    }
  }

  /** Number of axes of the result that this one uses up. */
  default int resultAxes() {
    return inResult() ? 1 : 0;
  }

  /** Number of axes of the first operand that this one uses up. */
  default int firstAxes() {
    return inFirst() ? 1 : 0;
  }

  /** Whether the result has the axis. */
  default boolean inResult() {
    return !(this instanceof Inner || this instanceof Sum);
  }

  /** Whether the first operand has the axis. */
  default boolean inFirst() {
    return !(this instanceof Free || this instanceof Broadcast);
  }

  /** Whether the second operand, if there is one, has the axis. */
  default boolean inSecond() {
    return this instanceof Free
        || this instanceof Inner
        || this instanceof Shared
        || this instanceof Window;
  }
}
