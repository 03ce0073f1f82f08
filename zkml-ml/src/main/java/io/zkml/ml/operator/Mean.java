package io.zkml.ml.operator;

import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;

/** {@code Mean}: the mean of any number of tensors, with broadcasting. */
public final class Mean implements Variadic {
  Mean() {}

  @Override
  public String name() {
    return "Mean";
  }

  @Override
  public double combine(double before, double element) {
    return before + element;
  }

  @Override
  public double finish(double combined, int count) {
    return combined / count;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    double[] factors = new double[context.inputCount()];
    Arrays.fill(factors, 1.0 / factors.length);
    QuantSums.combine(context, builder, factors);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
