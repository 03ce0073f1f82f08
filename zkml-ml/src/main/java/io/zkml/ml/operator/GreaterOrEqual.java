package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code GreaterOrEqual}: whether elements of the left are not smaller, with broadcasting. */
public final class GreaterOrEqual implements Comparison {
  GreaterOrEqual() {}

  @Override
  public String name() {
    return "GreaterOrEqual";
  }

  @Override
  public boolean test(double left, double right) {
    return left >= right;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantComparisons.greater(
        context, builder, Operand.of(context, builder, 0), Operand.of(context, builder, 1), true);
  }
}
