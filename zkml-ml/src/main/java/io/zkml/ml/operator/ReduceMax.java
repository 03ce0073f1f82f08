package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    TensorShape shape = context.outputShape(0);
    View groups = QuantReductions.grouped(x, shape, AxisReduction.axes(context));
    QuantExtremes.along(builder, context.node().output(0), shape, groups, false);
  }
}
