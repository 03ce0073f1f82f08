package io.zkml.ml.operator;

/** {@code Sum}: the sum of any number of tensors, with broadcasting. */
public final class Sum implements Variadic {
  Sum() {}

  @Override
  public String name() {
    return "Sum";
  }

  @Override
  public double combine(double before, double element) {
    return before + element;
  }
}
