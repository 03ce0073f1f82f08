package io.zkml.ml.quant;

import io.zkml.ml.graph.FloatTensor;
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
   * @throws SaturationException if it is outside the value's bounds
   * @throws IllegalArgumentException if it is not a number, and that has no rank
   */
  public long quantize(int entry, double real) {
    return ordinals == null ? quantize(real) : ordinals.rank(entry, real);
  }

  /** The real number that an integer at an entry stands for; of a rank, one that has it. */
  public double real(int entry, long q) {
    return ordinals == null ? real(q) : ordinals.representative(entry, q);
  }

  /**
   * The integers of a tensor.
   *
   * @throws SaturationException if entries are outside the value's bounds
   * @throws IllegalArgumentException if the size differs, or an entry is not a number, and that has
   *     no rank
   */
  public long[] quantize(FloatTensor real) {
    if (real.size() != shape.elements()) {
      throw new IllegalArgumentException(
          "the model takes " + shape.elements() + " input elements, not " + real.size());
    }
    long[] q = new long[real.size()];
    for (int i = 0; i < q.length; i++) {
      if (ordinals == null && !holds(real.get(i))) {
        throw outside(real, i);
      }
      q[i] = quantize(i, real.get(i));
    }
    return q;
  }

  private SaturationException outside(FloatTensor real, int first) {
    int count = 0;
    for (int i = first; i < real.size(); i++) {
      count += holds(real.get(i)) ? 0 : 1;
    }
    return outside(real.get(first), count, real.size());
  }

  private SaturationException outside(double first, int count, int entries) {
    String detail =
        "it has the entry %s, outside the calibrated range %s to %s"
            .formatted(first, min * scale, max * scale);
    return new SaturationException("input " + name, count, entries, detail);
  }

  /** Whether a real number is within the value's bounds; what is not a number passes here. */
  private boolean holds(double real) {
    double q = units(real);
    return Double.isNaN(q) || (q >= min && q <= max);
  }

  private double units(double real) {
    return Math.floor(real / scale + 0.5);
  }

  /**
   * The integer nearest to a real number.
   *
   * @throws SaturationException if it is outside the value's bounds
   * @throws IllegalArgumentException if it is not a number
   */
  public long quantize(double real) {
    double q = units(real);
    if (Double.isNaN(q)) {
      throw new IllegalArgumentException("input " + name + " has an entry that is not a number");
    }
    if (!holds(real)) {
      throw outside(real, 1, 1);
    }
    return (long) q;
  }

  /** The real number that an integer stands for. */
  public double real(long q) {
    return q * scale;
  }
}
