package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Neg}: {@code -x}. */
public final class Neg implements Pointwise {
  Neg() {}

  @Override
  public String name() {
    return "Neg";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return x -> -x;
  }
}
