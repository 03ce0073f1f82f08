package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Atanh}: the area hyperbolic tangent. */
public final class Atanh implements Pointwise {
  Atanh() {}

  @Override
  public String name() {
    return "Atanh";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return RealMath::atanh;
  }
}
