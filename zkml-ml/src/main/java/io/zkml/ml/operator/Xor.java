package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code Xor}: whether exactly one of two elements is true, with broadcasting. */
public final class Xor implements Comparison {
  Xor() {}

  @Override
  public String name() {
    return "Xor";
  }

  @Override
  public boolean test(double left, double right) {
    return (left != 0) != (right != 0);
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantBooleans.combine(context, builder, -2, 1);
  }
}
