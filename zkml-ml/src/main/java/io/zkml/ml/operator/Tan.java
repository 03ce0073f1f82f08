package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Tan}: {@code tan(x)}. */
public final class Tan implements Pointwise {
  Tan() {}

  @Override
  public String name() {
    return "Tan";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::tan;
  }
}
