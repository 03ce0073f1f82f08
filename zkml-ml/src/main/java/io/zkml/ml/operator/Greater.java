package io.zkml.ml.operator;

/** {@code Greater}: whether elements of the left are larger, with broadcasting. */
public final class Greater implements Comparison {
  Greater() {}

  @Override
  public String name() {
    return "Greater";
  }

  @Override
  public boolean test(double left, double right) {
    return left > right;
  }
}
