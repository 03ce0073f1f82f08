package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Acosh}: the area hyperbolic cosine. */
public final class Acosh implements Pointwise {
  Acosh() {}

  @Override
  public String name() {
    return "Acosh";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return RealMath::acosh;
  }
}
