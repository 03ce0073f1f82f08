package io.zkml.ml.operator;

/** {@code ArgMax}: the position of the largest element along an axis. */
public final class ArgMax implements ArgExtreme {
  ArgMax() {}

  @Override
  public String name() {
    return "ArgMax";
  }

  @Override
  public boolean isBetter(double element, double best) {
    return element > best;
  }

  @Override
  public boolean isLeast() {
    return false;
  }
}
