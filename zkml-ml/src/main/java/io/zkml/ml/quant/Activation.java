package io.zkml.ml.quant;

/** What follows the rounding of an accumulator to q', on integers. */
public sealed interface Activation {

  /** q = q'. */
  record Linear() implements Activation {}

  /** q = max(0, q'). */
  record Relu() implements Activation {}

  /** q = min(max(q', low), high); low <= 0 <= high. */
  record Clamp(long low, long high) implements Activation {}

  /**
   * q = values[q' + half the number of values].
   *
   * @param values one value for every q' of the window
   */
  record Table(IntTensor values) implements Activation {}
}
