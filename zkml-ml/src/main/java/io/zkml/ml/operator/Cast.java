package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/**
 * {@code Cast}: converts elements to another type, rounding to nearest for float types and towards
 * zero for integers.
 */
public final class Cast implements Operator {
  private static final int SATURATE_OPSET = 19;
  private static final int ROUND_MODE_OPSET = 24;

  Cast() {}

  @Override
  public String name() {
    return "Cast";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("to", AttributeKind.INT)
        .with(opset >= SATURATE_OPSET, "saturate", AttributeKind.INT)
        .with(opset >= ROUND_MODE_OPSET, "round_mode", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(context.attributes().has("to"), "attribute 'to' is missing");
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    return List.of(ElementTypes.attribute(context, "to", DataType.UNDEFINED));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return convert(context, inputs);
  }

  static List<FloatTensor> convert(NodeContext context, NodeInputs inputs) {
    DataType from = context.inputType(0);
    DataType to = context.outputType(0);
    return Elementwise.apply(inputs.get(0), x -> ElementTypes.convert(x, from, to));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantCasts.emit(context, builder);
  }
}
