package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceL2}: the root of the sum of squares over some axes. */
public final class ReduceL2 implements AxisReduction {
  ReduceL2() {}

  @Override
  public String name() {
    return "ReduceL2";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Math.sqrt(Arrays.stream(elements).map(x -> x * x).sum());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String x = graph.input(0);
    String squares = AxisReduction.sum(context, graph, graph.add("Mul", x, x));
    graph.output(0, graph.add("Sqrt", squares));
    return true;
  }
}
