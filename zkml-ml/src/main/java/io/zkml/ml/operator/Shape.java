package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code Shape}: the dimensions from {@code start} to {@code end}; constant in every graph. */
public final class Shape implements Operator {
  private static final int SLICE_OPSET = 15;

  Shape() {}

  @Override
  public String name() {
    return "Shape";
  }

  @Override
  public Signature signature(int opset) {
    boolean slice = opset >= SLICE_OPSET;
    return Signature.of(1, 1)
        .with(slice, "start", AttributeKind.INT)
        .with(slice, "end", AttributeKind.INT);
  }

  private static int[] dims(NodeContext context) {
    TensorShape shape = context.inputShape(0);
    int rank = shape.rank();
    int start = clamped(context.attributes().intValue("start", 0), rank);
    int end = clamped(context.attributes().intValue("end", rank), rank);
    return Arrays.copyOfRange(shape.toArray(), Math.min(start, end), end);
  }

  private static int clamped(long index, int rank) {
    return (int) Math.clamp(index < 0 ? index + rank : index, 0L, rank);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(TensorShape.of(dims(context).length));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(FloatTensor.vector(dims(context)));
  }

  @Override
  public boolean dependsOnValues() {
    return false;
  }
}
