package io.zkml.ml.operator;

import java.util.Arrays;
import java.util.List;

/** {@code Softmax}: {@code exp(x)} divided by the sum of a lane. */
public final class Softmax implements LaneWise {
  Softmax() {}

  @Override
  public String name() {
    return "Softmax";
  }

  @Override
  public void transform(double[] lane) {
    double max = Arrays.stream(lane).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < lane.length; i++) {
      lane[i] = StrictMath.exp(lane[i] - max);
      sum += lane[i];
    }
    for (int i = 0; i < lane.length; i++) {
      lane[i] /= sum;
    }
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    List<Integer> axes = LaneWise.axes(context);
    String x = graph.input(0);
    String shifted = graph.add("Sub", x, graph.reduce("ReduceMax", x, axes));
    String powers = graph.add("Exp", shifted);
    graph.output(0, graph.add("Div", powers, graph.reduce("ReduceSum", powers, axes)));
    return true;
  }
}
