package io.zkml.ml.operator;

/** {@code Max}: the maximum of any number of tensors, with broadcasting. */
public final class Max implements Variadic {
  Max() {}

  @Override
  public String name() {
    return "Max";
  }

  @Override
  public double combine(double before, double element) {
    return Math.max(before, element);
  }
}
