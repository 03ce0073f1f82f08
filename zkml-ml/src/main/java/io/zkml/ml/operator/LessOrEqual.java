package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code LessOrEqual}: whether elements of the left are not larger, with broadcasting. */
public final class LessOrEqual implements Comparison {
  LessOrEqual() {}

  @Override
  public String name() {
    return "LessOrEqual";
  }

  @Override
  public boolean test(double left, double right) {
    return left <= right;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantComparisons.greater(
        context, builder, Operand.of(context, builder, 1), Operand.of(context, builder, 0), true);
  }
}
