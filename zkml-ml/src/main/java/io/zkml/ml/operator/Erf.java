package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Erf}: the error function. */
public final class Erf implements Pointwise {
  Erf() {}

  @Override
  public String name() {
    return "Erf";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return RealMath::erf;
  }
}
