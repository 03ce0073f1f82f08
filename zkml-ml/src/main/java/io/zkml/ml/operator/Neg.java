package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;
import java.util.function.DoubleUnaryOperator;

/** {@code Neg}: {@code -x}. */
public final class Neg implements Pointwise {
  Neg() {}

  @Override
  public String name() {
    return "Neg";
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    return x -> -x;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    if (!builder.isValue(context.node().output(0))) {
      QuantSums.combine(context, builder, -1);
    }
  }
}
