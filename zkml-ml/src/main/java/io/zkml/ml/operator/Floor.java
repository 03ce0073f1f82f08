package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Floor}: the largest integer that is not larger. */
public final class Floor implements Pointwise {
  Floor() {}

  @Override
  public String name() {
    return "Floor";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return Math::floor;
  }
}
