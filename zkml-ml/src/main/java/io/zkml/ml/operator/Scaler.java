package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code Scaler}: {@code (x - offset) * scale}, by feature. */
public final class Scaler implements Operator {
  Scaler() {}

  @Override
  public String name() {
    return "Scaler";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("offset", AttributeKind.FLOATS)
        .with("scale", AttributeKind.FLOATS);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    FeatureMap.checked(context, LinearModel.numbers(context, "offset"), "offset");
    FeatureMap.checked(context, LinearModel.numbers(context, "scale"), "scale");
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] offset = LinearModel.numbers(context, "offset");
    double[] scale = LinearModel.numbers(context, "scale");
    return List.of(
        FeatureMap.apply(
            inputs.get(0),
            (x, column) -> (x - FeatureMap.of(offset, column)) * FeatureMap.of(scale, column)));
  }
}
