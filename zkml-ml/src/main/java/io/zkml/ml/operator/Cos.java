package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Cos}: {@code cos(x)}. */
public final class Cos implements Pointwise {
  Cos() {}

  @Override
  public String name() {
    return "Cos";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::cos;
  }
}
