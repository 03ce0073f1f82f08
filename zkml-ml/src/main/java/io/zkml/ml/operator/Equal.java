package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code Equal}: whether elements are equal, with broadcasting. */
public final class Equal implements Comparison {
  Equal() {}

  @Override
  public String name() {
    return "Equal";
  }

  @Override
  public boolean test(double left, double right) {
    return left == right;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantComparisons.equal(
        context, builder, Operand.of(context, builder, 0), Operand.of(context, builder, 1));
  }
}
