package io.zkml.ml.operator;

/** {@code GreaterOrEqual}: whether elements of the left are not smaller, with broadcasting. */
public final class GreaterOrEqual implements Comparison {
  GreaterOrEqual() {}

  @Override
  public String name() {
    return "GreaterOrEqual";
  }

  @Override
  public boolean test(double left, double right) {
    return left >= right;
  }
}
