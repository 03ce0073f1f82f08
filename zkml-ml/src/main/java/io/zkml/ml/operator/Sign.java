package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Sign}: -1, 0 or 1. */
public final class Sign implements Pointwise {
  Sign() {}

  @Override
  public String name() {
    return "Sign";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return Math::signum;
  }
}
