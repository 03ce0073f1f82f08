package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Abs}: {@code |x|}. */
public final class Abs implements Pointwise {
  Abs() {}

  @Override
  public String name() {
    return "Abs";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return Math::abs;
  }
}
