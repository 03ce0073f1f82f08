package io.zkml.ml.operator;

/** {@code Xor}: whether exactly one of two elements is true, with broadcasting. */
public final class Xor implements Comparison {
  Xor() {}

  @Override
  public String name() {
    return "Xor";
  }

  @Override
  public boolean test(double left, double right) {
    return (left != 0) != (right != 0);
  }
}
