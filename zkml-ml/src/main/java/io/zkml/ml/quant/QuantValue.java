package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;

/**
 * A value of a quantised graph: integers q that stand for the real numbers scale q.
 *
 * @param name of the value in the model
 * @param shape dimensions
 * @param featureAxis the axis of channels or features
 * @param scale real value of one unit, positive
 * @param min least possible integer
 * @param max largest possible integer
 */
public record QuantValue(
    String name, TensorShape shape, int featureAxis, double scale, long min, long max) {

  /** Checks scale and bounds. */
  public QuantValue {
    if (!(scale > 0) || Double.isInfinite(scale) || min > max) {
      throw new IllegalArgumentException(name + " has scale " + scale);
    }
  }

  /**
   * The integer nearest to a real number.
   *
   * @throws IllegalArgumentException if it is outside the value's bounds or not a number
   */
  public long quantize(double real) {
    double q = Math.floor(real / scale + 0.5);
    if (!(q >= min && q <= max)) {
      throw new IllegalArgumentException(
          "input "
              + name
              + " has the entry "
              + real
              + ", outside the calibrated range "
              + min * scale
              + " to "
              + max * scale
              + ": compile the model with calibration data that covers it");
    }
    return (long) q;
  }

  /** The real number that an integer stands for. */
  public double real(long q) {
    return q * scale;
  }
}
