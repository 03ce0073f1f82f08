package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Asin}: {@code asin(x)}. */
public final class Asin implements Pointwise {
  Asin() {}

  @Override
  public String name() {
    return "Asin";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::asin;
  }
}
