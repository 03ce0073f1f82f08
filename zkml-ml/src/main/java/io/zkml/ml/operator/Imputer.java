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
    double replaced = replaced(context);
    return List.of(
        FeatureMap.apply(
            inputs.get(0),
            (x, column) ->
                x == replaced || (Double.isNaN(x) && Double.isNaN(replaced))
                    ? FeatureMap.of(imputed, column)
                    : x));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    double replaced = replaced(context);
    Args.require(
        !Double.isNaN(replaced),
        "what is not a number has no integer: replace it before the model, or let trees read it");
    DataType type = context.inputType(0);
    String constant = graph.constant(FloatTensor.scalar(replaced).withType(type));
    String given = graph.constant(FloatTensor.vector(imputed(context)).withType(type));
    String missing = graph.add("Equal", graph.input(0), constant);
    graph.output(0, graph.add("Where", missing, given, graph.input(0)));
    return true;
  }

  private static double replaced(NodeContext context) {
    return context.inputType(0).isFloat()
        ? context.attributes().floatValue("replaced_value_float", 0)
        : context.attributes().intValue("replaced_value_int64", 0);
  }
}
