package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceProd}: the product over some axes. */
public final class ReduceProd implements AxisReduction {
  ReduceProd() {}

  @Override
  public String name() {
    return "ReduceProd";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).reduce(1, (x, y) -> x * y);
  }
}
