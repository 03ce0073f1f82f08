package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code Or}: whether one of two elements is true, with broadcasting. */
public final class Or implements Comparison {
  Or() {}

  @Override
  public String name() {
    return "Or";
  }

  @Override
  public boolean test(double left, double right) {
    return left != 0 || right != 0;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantBooleans.combine(context, builder, -1, 1);
  }
}
