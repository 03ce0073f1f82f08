package io.zkml.ml.operator;

/** {@code HannWindow}: the window function of Hann. */
public final class HannWindow implements WindowFunction {
  HannWindow() {}

  @Override
  public String name() {
    return "HannWindow";
  }

  @Override
  public double at(double phase) {
    return 0.5 - 0.5 * StrictMath.cos(phase);
  }
}
