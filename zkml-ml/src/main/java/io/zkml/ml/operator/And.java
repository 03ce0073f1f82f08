package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code And}: whether both of two elements are true, with broadcasting. */
public final class And implements Comparison {
  And() {}

  @Override
  public String name() {
    return "And";
  }

  @Override
  public boolean test(double left, double right) {
    return left != 0 && right != 0;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantBooleans.combine(context, builder, 1, 0);
  }
}
