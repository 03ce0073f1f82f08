package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Reciprocal}: {@code 1 / x}. */
public final class Reciprocal implements Pointwise {
  Reciprocal() {}

  @Override
  public String name() {
    return "Reciprocal";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return x -> 1 / x;
  }
}
