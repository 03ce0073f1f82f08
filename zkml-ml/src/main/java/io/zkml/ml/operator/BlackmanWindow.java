package io.zkml.ml.operator;

/** {@code BlackmanWindow}: the window function of Blackman. */
public final class BlackmanWindow implements WindowFunction {
  BlackmanWindow() {}

  @Override
  public String name() {
    return "BlackmanWindow";
  }

  @Override
  public double at(double phase) {
    return 0.42 - 0.5 * StrictMath.cos(phase) + 0.08 * StrictMath.cos(2 * phase);
  }
}
