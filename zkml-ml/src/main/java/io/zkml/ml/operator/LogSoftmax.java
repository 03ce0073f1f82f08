package io.zkml.ml.operator;

import java.util.Arrays;
import java.util.List;

/** {@code LogSoftmax}: the logarithm of {@code exp(x)} divided by the sum of a lane. */
public final class LogSoftmax implements LaneWise {
  LogSoftmax() {}

  @Override
  public String name() {
    return "LogSoftmax";
  }

  @Override
  public void transform(double[] lane) {
    double max = Arrays.stream(lane).max().orElseThrow();
    double sum = Arrays.stream(lane).map(x -> StrictMath.exp(x - max)).sum();
    double offset = max + StrictMath.log(sum);
    for (int i = 0; i < lane.length; i++) {
      lane[i] -= offset;
    }
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    List<Integer> axes = LaneWise.axes(context);
    String x = graph.input(0);
    String shifted = graph.add("Sub", x, graph.reduce("ReduceMax", x, axes));
    String sum = graph.reduce("ReduceSum", graph.add("Exp", shifted), axes);
    graph.output(0, graph.add("Sub", shifted, graph.add("Log", sum)));
    return true;
  }
}
