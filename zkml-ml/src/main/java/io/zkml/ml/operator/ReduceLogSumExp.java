package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceLogSumExp}: the logarithm of the sum of exponentials over some axes. */
public final class ReduceLogSumExp implements AxisReduction {
  ReduceLogSumExp() {}

  @Override
  public String name() {
    return "ReduceLogSumExp";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    double max = Arrays.stream(elements).max().orElse(Double.NEGATIVE_INFINITY);
    if (Double.isInfinite(max)) {
      return max;
    }
    return max + StrictMath.log(Arrays.stream(elements).map(x -> StrictMath.exp(x - max)).sum());
  }
}
