package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceL1}: the sum of absolute values over some axes. */
public final class ReduceL1 implements AxisReduction {
  ReduceL1() {}

  @Override
  public String name() {
    return "ReduceL1";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).map(Math::abs).sum();
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    graph.output(0, AxisReduction.sum(context, graph, graph.add("Abs", graph.input(0))));
    return true;
  }
}
