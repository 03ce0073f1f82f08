package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    double count = 1;
    for (int axis : AxisReduction.axes(context)) {
      count *= x.shape().dim(axis);
    }
    Args.require(
        context.outputType(0).isFloat(),
        "a mean of integers cannot be proven yet: cast them to float before");
    QuantReductions.sum(context, builder, x, AxisReduction.axes(context), 1 / count);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
