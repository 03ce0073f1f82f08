package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;

/** {@code Greater}: whether elements of the left are larger, with broadcasting. */
public final class Greater implements Comparison {
  Greater() {}

  @Override
  public String name() {
    return "Greater";
  }

  @Override
  public boolean test(double left, double right) {
    return left > right;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantComparisons.greater(
        context, builder, Operand.of(context, builder, 0), Operand.of(context, builder, 1), false);
  }
}
