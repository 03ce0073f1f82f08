package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Asinh}: the area hyperbolic sine. */
public final class Asinh implements Pointwise {
  Asinh() {}

  @Override
  public String name() {
    return "Asinh";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return RealMath::asinh;
  }
}
