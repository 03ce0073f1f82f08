package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code ConstantOfShape}: a constant shape filled with one number, 0 unless given. */
public final class ConstantOfShape implements Operator {
  ConstantOfShape() {}

  @Override
  public String name() {
    return "ConstantOfShape";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("value", AttributeKind.TENSOR);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    FloatTensor value = value(context);
    Args.require(value.size() == 1, "the value has shape " + value.shape());
    return List.of(TensorShape.of(Indices.dims(context, 0, "input")));
  }

  private static FloatTensor value(NodeContext context) {
    return context.attributes().tensor("value").orElse(FloatTensor.scalar(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(value(context).type());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    Arrays.fill(out, value(context).get(0));
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
