package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code Less}: whether elements of the left are smaller, with broadcasting. */
public final class Less implements Comparison {
  Less() {}

  @Override
  public String name() {
    return "Less";
  }

  @Override
  public boolean test(double left, double right) {
    return left < right;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantComparisons.greater(
        context, builder, Operand.of(context, builder, 1), Operand.of(context, builder, 0), false);
  }
}
