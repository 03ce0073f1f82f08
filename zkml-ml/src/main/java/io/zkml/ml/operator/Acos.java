package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Acos}: {@code acos(x)}. */
public final class Acos implements Pointwise {
  Acos() {}

  @Override
  public String name() {
    return "Acos";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::acos;
  }
}
