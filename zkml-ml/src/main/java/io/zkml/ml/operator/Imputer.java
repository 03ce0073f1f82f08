package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code Imputer}: replaces one value, such as not-a-number, by that of the feature. */
public final class Imputer implements Operator {
  Imputer() {}

  @Override
  public String name() {
    return "Imputer";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("imputed_value_floats", AttributeKind.FLOATS)
        .with("imputed_value_int64s", AttributeKind.INTS)
        .with("replaced_value_float", AttributeKind.FLOAT)
        .with("replaced_value_int64", AttributeKind.INT);
  }

  private static double[] imputed(NodeContext context) {
    return context.inputType(0).isFloat()
        ? LinearModel.numbers(context, "imputed_value_floats")
        : context.attributes().ints("imputed_value_int64s").orElse(List.of()).stream()
            .mapToDouble(Long::doubleValue)
            .toArray();
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    FeatureMap.checked(context, imputed(context), "the imputed values");
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] imputed = imputed(context);
    double replaced =
        context.inputType(0).isFloat()
            ? context.attributes().floatValue("replaced_value_float", 0)
            : context.attributes().intValue("replaced_value_int64", 0);
    return List.of(
        FeatureMap.apply(
            inputs.get(0),
            (x, column) ->
                x == replaced || (Double.isNaN(x) && Double.isNaN(replaced))
                    ? FeatureMap.of(imputed, column)
                    : x));
  }
}
