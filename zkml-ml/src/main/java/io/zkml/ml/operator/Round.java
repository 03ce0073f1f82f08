package io.zkml.ml.operator;

import java.util.function.DoubleUnaryOperator;

/** {@code Round}: the nearest integer, the even one of two. */
public final class Round implements Pointwise {
  Round() {}

  @Override
  public String name() {
    return "Round";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return Math::rint;
  }
}
