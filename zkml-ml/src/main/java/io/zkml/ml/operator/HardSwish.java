package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code HardSwish}: {@code x} times {@code x / 6 + 1 / 2} between 0 and 1. */
public final class HardSwish implements Pointwise {
  HardSwish() {}

  @Override
  public String name() {
    return "HardSwish";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return x -> x * Math.max(0, Math.min(1, x / 6 + 0.5));
  }
}
