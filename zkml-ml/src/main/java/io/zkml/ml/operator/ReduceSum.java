package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceSum}: the sum over some axes. */
public final class ReduceSum implements AxisReduction {
  ReduceSum() {}

  @Override
  public String name() {
    return "ReduceSum";
  }

  @Override
  public int inputAxesOpset() {
    return Squeeze.INPUT_AXES_OPSET;
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).sum();
  }
}
