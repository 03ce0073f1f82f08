package io.zkml.ml.operator;

/** {@code LessOrEqual}: whether elements of the left are not larger, with broadcasting. */
public final class LessOrEqual implements Comparison {
  LessOrEqual() {}

  @Override
  public String name() {
    return "LessOrEqual";
  }

  @Override
  public boolean test(double left, double right) {
    return left <= right;
  }
}
