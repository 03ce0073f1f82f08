package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Mish}: {@code x tanh(log(1 + exp(x)))}. */
public final class Mish implements Pointwise {
  Mish() {}

  @Override
  public String name() {
    return "Mish";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return x -> x * StrictMath.tanh(RealMath.softplus(x));
  }
}
