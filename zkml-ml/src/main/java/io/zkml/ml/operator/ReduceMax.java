package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceMax}: the maximum over some axes. */
public final class ReduceMax implements AxisReduction {
  ReduceMax() {}

  @Override
  public String name() {
    return "ReduceMax";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).max().orElseGet(() -> Limits.lowest(type));
  }
}
