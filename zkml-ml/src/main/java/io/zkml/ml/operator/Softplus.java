package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Softplus}: {@code log(1 + exp(x))}. */
public final class Softplus implements Pointwise {
  Softplus() {}

  @Override
  public String name() {
    return "Softplus";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return RealMath::softplus;
  }
}
