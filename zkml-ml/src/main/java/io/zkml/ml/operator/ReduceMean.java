package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceMean}: the mean over some axes. */
public final class ReduceMean implements AxisReduction {
  ReduceMean() {}

  @Override
  public String name() {
    return "ReduceMean";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).sum() / elements.length;
  }
}
