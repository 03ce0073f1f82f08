package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;

/** {@code Sum}: the sum of any number of tensors, with broadcasting. */
public final class Sum implements Variadic {
  Sum() {}

  @Override
  public String name() {
    return "Sum";
  }

  @Override
  public double combine(double before, double element) {
    return before + element;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    double[] factors = new double[context.inputCount()];
    Arrays.fill(factors, 1);
    QuantSums.combine(context, builder, factors);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
