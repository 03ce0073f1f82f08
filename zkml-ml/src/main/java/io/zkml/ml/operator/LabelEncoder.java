package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code LabelEncoder}: replaces numbers by those of a table, others by a default. */
public final class LabelEncoder implements Operator {
  LabelEncoder() {}

  @Override
  public String name() {
    return "LabelEncoder";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("keys_int64s", AttributeKind.INTS)
        .with("keys_floats", AttributeKind.FLOATS)
        .with("keys_tensor", AttributeKind.TENSOR)
        .with("keys_strings", AttributeKind.STRINGS)
        .with("values_int64s", AttributeKind.INTS)
        .with("values_floats", AttributeKind.FLOATS)
        .with("values_tensor", AttributeKind.TENSOR)
        .with("values_strings", AttributeKind.STRINGS)
        .with("default_int64", AttributeKind.INT)
        .with("default_float", AttributeKind.FLOAT)
        .with("default_tensor", AttributeKind.TENSOR)
        .with("default_string", AttributeKind.STRING);
  }

  private static double[] numbers(NodeContext context, String what) {
    Attributes attributes = context.attributes();
    return attributes
        .tensor(what + "_tensor")
        .map(FloatTensor::data)
        .orElseGet(() ->
            attributes.has(what + "_int64s")
                ? attributes.ints(what + "_int64s").orElseThrow().stream()
                    .mapToDouble(Long::doubleValue)
                    .toArray()
                : LinearModel.numbers(context, what + "_floats"));
  }

  private static double absent(NodeContext context) {
    Attributes attributes = context.attributes();
    return attributes
        .tensor("default_tensor")
        .map(tensor -> tensor.get(0))
        .orElseGet(() ->
            attributes.has("values_int64s")
                ? (double) attributes.intValue("default_int64", -1)
                : attributes.floatValue("default_float", -0.0));
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    double[] keys = numbers(context, "keys");
    Args.require(
        keys.length > 0 && keys.length == numbers(context, "values").length,
        "the keys and values are not equally many numbers");
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    Attributes attributes = context.attributes();
    DataType given =
        attributes.tensor("values_tensor").map(FloatTensor::type).orElse(DataType.FLOAT);
    return List.of(attributes.has("values_int64s") ? DataType.INT64 : given);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Map<Double, Double> table = new HashMap<>();
    double[] keys = numbers(context, "keys");
    double[] values = numbers(context, "values");
    for (int i = 0; i < keys.length; i++) {
      table.putIfAbsent(keys[i] + 0.0, values[i]);
    }
    double absent = absent(context);
    return Elementwise.apply(inputs.get(0), x -> table.getOrDefault(x + 0.0, absent));
  }
}
