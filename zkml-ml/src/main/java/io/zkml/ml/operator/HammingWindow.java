package io.zkml.ml.operator;

/** {@code HammingWindow}: the window function of Hamming. */
public final class HammingWindow implements WindowFunction {
  HammingWindow() {}

  @Override
  public String name() {
    return "HammingWindow";
  }

  @Override
  public double at(double phase) {
    return (25 - 21 * StrictMath.cos(phase)) / 46;
  }
}
