package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Exp}: {@code exp(x)}. */
public final class Exp implements Pointwise {
  Exp() {}

  @Override
  public String name() {
    return "Exp";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::exp;
  }
}
