package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Unsqueeze}: inserts dimensions of size 1 so that they end at the given axes. The axes are
 * an attribute before opset 13 and a constant input since then.
 */
public final class Unsqueeze implements Operator {
  private static final int MAX_RANK = 64;

  Unsqueeze() {}

  @Override
  public String name() {
    return "Unsqueeze";
  }

  @Override
  public Signature signature(int opset) {
    return opset >= Squeeze.INPUT_AXES_OPSET
        ? Signature.of(2, 2)
        : Signature.of(1, 1).with("axes", AttributeKind.INTS);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    List<Long> given = Squeeze.axes(context);
    Args.require(context.hasInput(1) || !given.isEmpty(), "attribute 'axes' is missing");
    long rank = (long) shape.rank() + given.size();
    Args.require(rank <= MAX_RANK, "the output has rank " + rank);
    List<Integer> axes = Args.axes(given, (int) rank);
    List<Integer> dims = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      dims.add(axes.contains(axis) ? 1 : shape.dim(next++));
    }
    return List.of(Args.shape(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(inputs.get(0).reshaped(context.outputShape(0)));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) {
    builder.alias(context.node().output(0), context.node().input(0), context.outputShape(0));
  }
}
