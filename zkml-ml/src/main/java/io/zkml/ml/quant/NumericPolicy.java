package io.zkml.ml.quant;

/**
 * How finely a model is quantised, weights included: their grid follows that of what they make.
 * Whatever the policy, a run in which a value leaves its window is refused: {@link
 * SaturationException}.
 *
 * @param windowBits width of rounded values and of the dropped remainders; log2 of the range table
 * @param activationBits bits that the calibrated range of an activation uses, below windowBits: the
 *     difference is head room for inputs beyond the calibration data
 */
public record NumericPolicy(int windowBits, int activationBits) {

  /** Checks the ranges. */
  public NumericPolicy {
    if (windowBits < 8 || windowBits > 16 || activationBits < 4 || activationBits > windowBits) {
      throw new IllegalArgumentException(
          "window of " + windowBits + " bits, activations of " + activationBits);
    }
  }

  /**
   * 8-bit activations in a 10-bit window: the fewest cells, for small models above all, whose range
   * table costs as much as their layers; the largest errors. Four times the calibrated range fits.
   */
  public static NumericPolicy economy() {
    return new NumericPolicy(10, 8);
  }

  /** 14-bit activations in a 16-bit window: four times the calibrated range fits. The default. */
  public static NumericPolicy balanced() {
    return new NumericPolicy(16, 14);
  }

  /**
   * 15-bit activations in a 16-bit window: smaller errors than {@link #balanced}. Twice the
   * calibrated range fits, so calibrate with more data.
   */
  public static NumericPolicy precise() {
    return new NumericPolicy(16, 15);
  }

  /**
   * A policy by its name.
   *
   * @param name economy, balanced or precise
   * @throws IllegalArgumentException if there is none of that name
   */
  public static NumericPolicy named(String name) {
    return switch (name) {
      case "economy" -> economy();
      case "balanced" -> balanced();
      case "precise" -> precise();
      default ->
          throw new IllegalArgumentException(
              "no policy is called '" + name + "'; there are economy, balanced and precise");
    };
  }
}
