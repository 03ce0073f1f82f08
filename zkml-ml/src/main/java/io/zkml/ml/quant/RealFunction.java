package io.zkml.ml.quant;

import java.util.function.DoubleUnaryOperator;

/** An element-wise function of real numbers that a rounding can include. */
public sealed interface RealFunction {

  /** x. */
  record Identity() implements RealFunction {}

  /** max(0, x). */
  record Relu() implements RealFunction {}

  /** min(max(x, low), high); low <= 0 <= high, both finite. */
  record Clamp(double low, double high) implements RealFunction {}

  /** Any function, as a table over the calibrated range of x. */
  record Tabulated(DoubleUnaryOperator function) implements RealFunction {}
}
