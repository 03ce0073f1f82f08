package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.List;

/** An operator that finds the position of an extreme element along an axis. */
interface ArgExtreme extends Operator {
  /** First opset in which the last of equal elements can be asked for. */
  int SELECT_LAST_OPSET = 12;

  /** True if the least element is looked for. */
  boolean isLeast();

  /** True if an element beats the best one so far. */
  boolean isBetter(double element, double best);

  @Override
  default Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("axis", AttributeKind.INT)
        .with("keepdims", AttributeKind.INT)
        .with(opset >= SELECT_LAST_OPSET, "select_last_index", AttributeKind.INT);
  }

  private static int axis(NodeContext context) throws OperatorException {
    return Args.axis(context.attributes().intValue("axis", 0), context.inputShape(0).rank());
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int axis = axis(context);
    Args.require(shape.dim(axis) > 0, "axis " + axis + " of " + shape + " is empty");
    boolean keeps = context.attributes().intValue("keepdims", 1) != 0;
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (i != axis) {
        dims.add(shape.dim(i));
      } else if (keeps) {
        dims.add(1);
      }
    }
    return List.of(Args.shape(dims));
  }

  @Override
  default List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64);
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Lanes lanes = Lanes.along(context.inputShape(0), axis(context));
    boolean last = context.attributes().intValue("select_last_index", 0) != 0;
    double[] in = inputs.get(0).data();
    double[] out = new double[lanes.count()];
    for (int l = 0; l < out.length; l++) {
      int start = lanes.start(l);
      int best = 0;
      for (int i = 1; i < lanes.length(); i++) {
        double element = in[start + i * lanes.step()];
        double top = in[start + best * lanes.step()];
        if (isBetter(element, top) || (last && element == top)) {
          best = i;
        }
      }
      out[l] = best;
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  default void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    boolean last = context.attributes().intValue("select_last_index", 0) != 0;
    View lanes = QuantReductions.grouped(x, context.outputShape(0), List.of(axis(context)));
    int count = lanes.shape().dim(lanes.shape().rank() - 1);
    int[] order = new int[Math.toIntExact(lanes.shape().elements())];
    for (int i = 0; i < order.length; i++) {
      order[i] = last ? i / count * count + count - 1 - i % count : i;
    }
    String name = context.node().output(0) + ".onehot";
    View ordered = lanes.moved(lanes.shape(), order);
    View hot = QuantExtremes.oneHot(builder, name, ordered, lanes.shape().rank() - 1, isLeast());
    QuantReductions.position(context, builder, hot, last);
  }
}
