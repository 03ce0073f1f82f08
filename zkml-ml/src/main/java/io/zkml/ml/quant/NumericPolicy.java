package io.zkml.ml.quant;

/**
 * How finely a model is quantised.
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

  /** 14-bit activations in a 16-bit window: four times the calibrated range fits. */
  public static NumericPolicy balanced() {
    return new NumericPolicy(16, 14);
  }
}
