package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Cosh}: {@code cosh(x)}. */
public final class Cosh implements Pointwise {
  Cosh() {}

  @Override
  public String name() {
    return "Cosh";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::cosh;
  }
}
