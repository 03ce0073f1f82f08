package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Ceil}: the smallest integer that is not smaller. */
public final class Ceil implements Pointwise {
  Ceil() {}

  @Override
  public String name() {
    return "Ceil";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return Math::ceil;
  }
}
