package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code Compress}: keeps the slices of an axis (or elements of the flattened data) for which a
 * constant condition holds.
 */
public final class Compress implements Operator {
  Compress() {}

  @Override
  public String name() {
    return "Compress";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("axis", AttributeKind.INT);
  }

  private static TensorShape viewed(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    return context.attributes().has("axis")
        ? shape
        : TensorShape.of(Args.toInt(shape.elements(), "the number of elements"));
  }

  private static AxisMaps maps(NodeContext context) throws OperatorException {
    TensorShape shape = viewed(context);
    int axis = Args.axis(context.attributes().intValue("axis", 0), shape.rank());
    List<Long> condition = context.constantInts(1, "condition");
    Args.require(
        condition.size() <= shape.dim(axis),
        condition.size() + " conditions for an axis of length " + shape.dim(axis));
    int[] kept = IntStream.range(0, condition.size()).filter(i -> condition.get(i) != 0).toArray();
    return AxisMaps.identity(shape).set(axis, kept);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(maps(context).shape());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(maps(context).apply(inputs.get(0).reshaped(viewed(context)), 0));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
