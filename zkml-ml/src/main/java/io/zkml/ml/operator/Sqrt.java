package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Sqrt}: the square root. */
public final class Sqrt implements Pointwise {
  Sqrt() {}

  @Override
  public String name() {
    return "Sqrt";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::sqrt;
  }
}
