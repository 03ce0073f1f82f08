package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    QuantReductions.sum(context, builder, x, AxisReduction.axes(context), 1);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
