package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Sinh}: {@code sinh(x)}. */
public final class Sinh implements Pointwise {
  Sinh() {}

  @Override
  public String name() {
    return "Sinh";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::sinh;
  }
}
