package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/** {@code Flatten}: a matrix of the dimensions before and from {@code axis}. */
public final class Flatten implements Operator {
  private static final int NEGATIVE_AXIS_OPSET = 11;

  Flatten() {}

  @Override
  public String name() {
    return "Flatten";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("axis", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int rank = shape.rank();
    int min = context.opset() >= NEGATIVE_AXIS_OPSET ? -rank : 0;
    int axis = Args.toIntIn(context.attributes().intValue("axis", 1), min, rank, "axis");
    int split = axis < 0 ? axis + rank : axis;
    int rows = Args.toInt(shape.elements(0, split), "the number of rows");
    int columns = Args.toInt(shape.elements(split, rank), "the number of columns");
    return List.of(TensorShape.of(rows, columns));
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
