package io.zkml.ml.operator;

/** {@code Equal}: whether elements are equal, with broadcasting. */
public final class Equal implements Comparison {
  Equal() {}

  @Override
  public String name() {
    return "Equal";
  }

  @Override
  public boolean test(double left, double right) {
    return left == right;
  }
}
