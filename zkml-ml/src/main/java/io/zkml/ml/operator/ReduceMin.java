package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceMin}: the minimum over some axes. */
public final class ReduceMin implements AxisReduction {
  ReduceMin() {}

  @Override
  public String name() {
    return "ReduceMin";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).min().orElseGet(() -> Limits.highest(type));
  }
}
