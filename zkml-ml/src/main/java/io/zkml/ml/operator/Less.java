package io.zkml.ml.operator;

/** {@code Less}: whether elements of the left are smaller, with broadcasting. */
public final class Less implements Comparison {
  Less() {}

  @Override
  public String name() {
    return "Less";
  }

  @Override
  public boolean test(double left, double right) {
    return left < right;
  }
}
