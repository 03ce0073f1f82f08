package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceSumSquare}: the sum of squares over some axes. */
public final class ReduceSumSquare implements AxisReduction {
  ReduceSumSquare() {}

  @Override
  public String name() {
    return "ReduceSumSquare";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).map(x -> x * x).sum();
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String x = graph.input(0);
    graph.output(0, AxisReduction.sum(context, graph, graph.add("Mul", x, x)));
    return true;
  }
}
