package io.zkml.ml.quant;

/** The least and the largest entry of a value that calibration has seen. */
public record ValueRange(double min, double max) {

  /** The larger magnitude of the two. */
  public double magnitude() {
    return Math.max(Math.abs(min), Math.abs(max));
  }

  /** The range that covers both. */
  public ValueRange union(ValueRange o) {
    return new ValueRange(Math.min(min, o.min), Math.max(max, o.max));
  }
}
