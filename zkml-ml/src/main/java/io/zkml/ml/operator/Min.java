package io.zkml.ml.operator;

/** {@code Min}: the minimum of any number of tensors, with broadcasting. */
public final class Min implements Variadic {
  Min() {}

  @Override
  public String name() {
    return "Min";
  }

  @Override
  public double combine(double before, double element) {
    return Math.min(before, element);
  }
}
