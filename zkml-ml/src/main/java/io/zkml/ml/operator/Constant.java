package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code Constant}: a tensor, number or list of numbers given by exactly one attribute. */
public final class Constant implements Operator {
  private static final int NUMBERS_OPSET = 12;

  Constant() {}

  @Override
  public String name() {
    return "Constant";
  }

  @Override
  public Signature signature(int opset) {
    boolean numbers = opset >= NUMBERS_OPSET;
    return Signature.of(0, 0)
        .with("value", AttributeKind.TENSOR)
        .with(numbers, "value_float", AttributeKind.FLOAT)
        .with(numbers, "value_floats", AttributeKind.FLOATS)
        .with(numbers, "value_int", AttributeKind.INT)
        .with(numbers, "value_ints", AttributeKind.INTS);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(context.attributes().asMap().size() == 1, "needs exactly one attribute");
    return List.of(value(context.attributes()).shape());
  }

  private static FloatTensor value(Attributes attributes) {
    if (attributes.has("value_float")) {
      return FloatTensor.scalar(attributes.floatValue("value_float", 0));
    }
    if (attributes.has("value_int")) {
      return FloatTensor.scalar((double) attributes.intValue("value_int", 0))
          .withType(DataType.INT64);
    }
    return attributes
        .tensor("value")
        .or(() -> attributes.ints("value_ints").map(Constant::integers))
        .or(() -> attributes.floats("value_floats").map(Constant::vector))
        .orElseThrow();
  }

  private static FloatTensor integers(List<Long> values) {
    return vector(values).withType(DataType.INT64);
  }

  private static FloatTensor vector(List<? extends Number> values) {
    return FloatTensor.vector(values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(value(context.attributes()).type());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(value(context.attributes()));
  }
}
