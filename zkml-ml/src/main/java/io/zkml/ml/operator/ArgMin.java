package io.zkml.ml.operator;

/** {@code ArgMin}: the position of the smallest element along an axis. */
public final class ArgMin implements ArgExtreme {
  ArgMin() {}

  @Override
  public String name() {
    return "ArgMin";
  }

  @Override
  public boolean isBetter(double element, double best) {
    return element < best;
  }

  @Override
  public boolean isLeast() {
    return true;
  }
}
