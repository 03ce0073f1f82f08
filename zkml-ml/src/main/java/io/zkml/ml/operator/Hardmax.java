package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.List;

/** {@code Hardmax}: 1 for the first largest element of a lane, otherwise 0. */
public final class Hardmax implements LaneWise {
  Hardmax() {}

  @Override
  public String name() {
    return "Hardmax";
  }

  @Override
  public void transform(double[] lane) {
    int largest = 0;
    for (int i = 1; i < lane.length; i++) {
      largest = lane[i] > lane[largest] ? i : largest;
    }
    Arrays.fill(lane, 0);
    lane[largest] = 1;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    List<Integer> axes = LaneWise.axes(context);
    Args.require(!axes.isEmpty(), "a maximum of nothing");
    AxisGroups groups = AxisGroups.of(x.shape(), axes);
    StridedWalk walk = groups.walk();
    int[] from = new int[groups.count() * groups.size()];
    int[] back = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = walk.next();
      back[from[i]] = i;
    }
    String name = context.node().output(0);
    View lanes = x.moved(TensorShape.of(groups.count(), groups.size()), from);
    View hot = QuantExtremes.oneHot(builder, name + ".onehot", lanes, 1, false);
    builder.define(name, hot.moved(x.shape(), back));
  }
}
