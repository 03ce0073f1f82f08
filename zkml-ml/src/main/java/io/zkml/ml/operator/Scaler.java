package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    double[] offset = LinearModel.numbers(context, "offset");
    double[] scale = LinearModel.numbers(context, "scale");
    double[] factors = new double[Table.features(context)];
    double[] constants = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = FeatureMap.of(scale, i);
      constants[i] = -FeatureMap.of(offset, i) * factors[i];
    }
    RealForm form = new RealForm(context.outputShape(0));
    form.add(builder.view(context.node().input(0)), 1, FloatTensor.vector(factors));
    form.add(FloatTensor.vector(constants), 1);
    QuantSums.emit(context, builder, form);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
