package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code ReduceLogSumExp}: the logarithm of the sum of exponentials over some axes. */
public final class ReduceLogSumExp implements AxisReduction {
  ReduceLogSumExp() {}

  @Override
  public String name() {
    return "ReduceLogSumExp";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    double max = Arrays.stream(elements).max().orElse(Double.NEGATIVE_INFINITY);
    if (Double.isInfinite(max)) {
      return max;
    }
    return max + StrictMath.log(Arrays.stream(elements).map(x -> StrictMath.exp(x - max)).sum());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String x = graph.input(0);
    List<Integer> axes = AxisReduction.axes(context);
    if (axes.isEmpty()) {
      graph.output(0, x);
      return true;
    }
    String top = graph.reduce("ReduceMax", x, axes);
    String powers = graph.add("Exp", graph.add("Sub", x, top));
    String sum = graph.add("Log", graph.reduce("ReduceSum", powers, axes));
    graph.output(0, AxisReduction.shaped(context, graph, graph.add("Add", sum, top)));
    return true;
  }
}
