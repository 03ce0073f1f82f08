package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code CastLike}: {@link Cast} to the element type of a second input. */
public final class CastLike implements Operator {
  private static final int SATURATE_OPSET = 19;
  private static final int ROUND_MODE_OPSET = 24;

  CastLike() {}

  @Override
  public String name() {
    return "CastLike";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2)
        .with(opset >= SATURATE_OPSET, "saturate", AttributeKind.INT)
        .with(opset >= ROUND_MODE_OPSET, "round_mode", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(1));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return Cast.convert(context, inputs);
  }

  /** A {@code Cast}: the second input says the type only, so the first may be constant. */
  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    int to = context.outputType(0).code();
    graph.output(0, graph.add("Cast", Replacement.integer("to", to), graph.input(0)));
    return true;
  }
}
