package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Atan}: {@code atan(x)}. */
public final class Atan implements Pointwise {
  Atan() {}

  @Override
  public String name() {
    return "Atan";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::atan;
  }
}
