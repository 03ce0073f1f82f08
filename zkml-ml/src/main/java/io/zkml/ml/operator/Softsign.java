package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Softsign}: {@code x / (1 + |x|)}. */
public final class Softsign implements Pointwise {
  Softsign() {}

  @Override
  public String name() {
    return "Softsign";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return x -> x / (1 + Math.abs(x));
  }
}
