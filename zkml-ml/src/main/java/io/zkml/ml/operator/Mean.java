package io.zkml.ml.operator;

/** {@code Mean}: the mean of any number of tensors, with broadcasting. */
public final class Mean implements Variadic {
  Mean() {}

  @Override
  public String name() {
    return "Mean";
  }

  @Override
  public double combine(double before, double element) {
    return before + element;
  }

  @Override
  public double finish(double combined, int count) {
    return combined / count;
  }
}
