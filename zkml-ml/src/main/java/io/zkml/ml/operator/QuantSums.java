package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.RealFunction;
import java.util.List;

/** Sums that several operators translate to. */
final class QuantSums {

  private QuantSums() {}

  /** A function of a value by itself. */
  static void activation(NodeContext context, QuantBuilder builder, RealFunction function) {
    String input = context.node().input(0);
    QuantBuilder.View x = builder.view(input);
    int axis = x.value().featureAxis();
    QuantBuilder.Target y =
        builder.target(
            input, context.node().output(0), function, x.value().shape(), x.shape(), axis);
    builder.emit(sum(List.of(addend(x, y)), zeroBias(y), y));
  }

  /** The first input of a window operator: {@code [N, C, spatial...]}, stored as such. */
  static QuantBuilder.View image(NodeContext context, QuantBuilder builder)
      throws OperatorException {
    QuantBuilder.View x = builder.view(context.node().input(0));
    Args.require(x.isDirect(), "a window over a reshaped value cannot be proven yet");
    Args.require(
        x.value().featureAxis() == 1,
        "a window over a value whose features are not its second axis cannot be proven yet");
    return x;
  }

  /** A value on the scale of a sum. */
  static QuantSum.Addend addend(QuantBuilder.View x, QuantBuilder.Target y) {
    return new QuantSum.Addend(x.index(), QuantBuilder.multiplier(1, x.value().scale(), y));
  }

  /** A sum with a constant along the feature axis. */
  static QuantSum sum(List<QuantSum.Addend> addends, IntTensor bias, QuantBuilder.Target y) {
    return new QuantSum(y.index(), addends, bias, y.value().featureAxis(), y.rounding());
  }

  /** No constant. */
  static IntTensor zeroBias(QuantBuilder.Target y) {
    int features = y.value().shape().dim(y.value().featureAxis());
    return new IntTensor(TensorShape.of(features), new long[features]);
  }
}
