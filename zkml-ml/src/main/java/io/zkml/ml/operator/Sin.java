package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Sin}: {@code sin(x)}. */
public final class Sin implements Pointwise {
  Sin() {}

  @Override
  public String name() {
    return "Sin";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::sin;
  }
}
