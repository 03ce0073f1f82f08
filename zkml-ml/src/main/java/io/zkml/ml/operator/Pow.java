package io.zkml.ml.operator;

import java.util.function.DoubleBinaryOperator;

/** {@code Pow}: the left to the power of the right, in the type of the left, with broadcasting. */
public final class Pow implements Binary {
  Pow() {}

  @Override
  public String name() {
    return "Pow";
  }

  @Override
  public DoubleBinaryOperator function(NodeContext context) {
    return StrictMath::pow;
  }
}
