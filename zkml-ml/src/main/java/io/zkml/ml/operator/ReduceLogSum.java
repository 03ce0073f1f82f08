package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceLogSum}: the logarithm of the sum over some axes. */
public final class ReduceLogSum implements AxisReduction {
  ReduceLogSum() {}

  @Override
  public String name() {
    return "ReduceLogSum";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return StrictMath.log(Arrays.stream(elements).sum());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    graph.output(0, graph.add("Log", AxisReduction.sum(context, graph, graph.input(0))));
    return true;
  }
}
