package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import org.jspecify.annotations.Nullable;

/**
 * A value of a quantised graph: integers q that stand for the real numbers scale q, or for classes
 * of numbers.
 *
 * @param name of the value in the model
 * @param shape dimensions
 * @param featureAxis the axis of channels or features
 * @param scale real value of one unit, positive
 * @param min least possible integer
 * @param max largest possible integer
 * @param ordinals for an input whose integers are ranks: of which numbers; null for others
 */
public record QuantValue(
    String name,
    TensorShape shape,
    int featureAxis,
    double scale,
    long min,
    long max,
    @Nullable Ordinals ordinals) {

  /** Checks scale and bounds. */
  public QuantValue {
    if (!(scale > 0) || Double.isInfinite(scale) || min > max) {
      throw new IllegalArgumentException(name + " has scale " + scale);
    }
  }

  /** A value whose integers stand for multiples of its scale. */
  public QuantValue(
      String name, TensorShape shape, int featureAxis, double scale, long min, long max) {
    this(name, shape, featureAxis, scale, min, max, null);
  }

  /**
   * The integer of a real number at an entry of the value.
   *
   * @throws IllegalArgumentException if it is outside the value's bounds or, where that has no
   *     rank, not a number
   */
  public long quantize(int entry, double real) {
    return ordinals == null ? quantize(real) : ordinals.rank(entry, real);
  }

  /** The real number that an integer at an entry stands for; of a rank, one that has it. */
  public double real(int entry, long q) {
    return ordinals == null ? real(q) : ordinals.representative(entry, q);
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
