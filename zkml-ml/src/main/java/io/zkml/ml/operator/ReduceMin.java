package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    TensorShape shape = context.outputShape(0);
    View groups = QuantReductions.grouped(x, shape, AxisReduction.axes(context));
    QuantExtremes.along(builder, context.node().output(0), shape, groups, true);
  }
}
