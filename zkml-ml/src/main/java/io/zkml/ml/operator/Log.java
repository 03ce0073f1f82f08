package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Log}: the natural logarithm. */
public final class Log implements Pointwise {
  Log() {}

  @Override
  public String name() {
    return "Log";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return StrictMath::log;
  }
}
