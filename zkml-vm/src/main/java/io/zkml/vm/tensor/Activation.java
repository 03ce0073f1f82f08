package io.zkml.vm.tensor;

import java.util.function.IntUnaryOperator;

/** What follows the rounding of an accumulator to q'. */
public sealed interface Activation {

  /** The same function with its table in another tensor. */
  default Activation renumbered(IntUnaryOperator tensors) {
    return this instanceof Table t ? new Table(tensors.applyAsInt(t.table), t.atZero) : this;
  }

  /** q = q', in a window of 2^rangeBits values around 0. */
  record Linear() implements Activation {}

  /** q = max(0, q'), |q'| below 2^rangeBits. */
  record Relu() implements Activation {}

  /** q = min(max(q', low), high), q' in a window of 2^rangeBits values; low <= 0 <= high. */
  record Clamp(long low, long high) implements Activation {
    /** Checks the order. */
    public Clamp {
      if (low > 0 || high < 0) {
        throw new IllegalArgumentException("clamp to " + low + " to " + high);
      }
    }
  }

  /**
   * q = table[q' + 2^(rangeBits-1)], q' in a window of 2^rangeBits values.
   *
   * @param table index of a constant tensor of 2^rangeBits entries
   * @param atZero the entry for q' = 0
   */
  record Table(int table, long atZero) implements Activation {}
}
