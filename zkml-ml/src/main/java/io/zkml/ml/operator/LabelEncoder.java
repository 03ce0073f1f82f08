package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.ClassNames;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code LabelEncoder}: replaces numbers by those of a table, others by a default; names by their
 * index.
 */
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

  /** The names that values stand for by their index; empty if values are numbers. */
  private static List<String> names(NodeContext context) {
    List<String> values = context.attributes().strings("values_strings").orElse(List.of());
    String absent = context.attributes().stringValue("default_string", ClassNames.ABSENT);
    return values.isEmpty() ? values : ClassNames.encoded(values, absent);
  }

  private static double[] values(NodeContext context) {
    List<String> names = names(context);
    return names.isEmpty()
        ? numbers(context, "values")
        : context.attributes().strings("values_strings").orElseThrow().stream()
            .mapToDouble(names::indexOf)
            .toArray();
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
    if (attributes.has("values_strings")) {
      String name = attributes.stringValue("default_string", ClassNames.ABSENT);
      return names(context).indexOf(name);
    }
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
        keys.length > 0 && keys.length == values(context).length,
        "the keys and values are not equally many, or the keys are strings: encode them beforehand");
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    Attributes attributes = context.attributes();
    DataType given =
        attributes.tensor("values_tensor").map(FloatTensor::type).orElse(DataType.FLOAT);
    boolean integers = attributes.has("values_int64s") || attributes.has("values_strings");
    return List.of(integers ? DataType.INT64 : given);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Map<Double, Double> table = table(context);
    double absent = absent(context);
    return Elementwise.apply(inputs.get(0), x -> table.getOrDefault(x + 0.0, absent));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    DataType type = context.outputType(0);
    double absent = absent(context);
    Map<Double, Double> table = table(context);
    // What is not a number is no computed value's.
    table.remove(Double.NaN);
    Args.require(!table.isEmpty(), "no key is a number");
    double[] keys = table.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    double[] more = table.values().stream().mapToDouble(v -> v - absent).toArray();
    String place = graph.constant(FloatTensor.vector(-1).withType(DataType.INT64));
    String each = graph.add("Unsqueeze", graph.input(0), place);
    FloatTensor all = FloatTensor.vector(keys).withType(context.inputType(0));
    String equal = graph.add("Equal", each, graph.constant(all));
    String bits = ScoreNodes.cast(graph, equal, type);
    String chosen = graph.add("Mul", bits, graph.constant(FloatTensor.vector(more).withType(type)));
    String sum = graph.add("ReduceSum", Replacement.integer("keepdims", 0), chosen, place);
    graph.output(
        0, graph.add("Add", sum, graph.constant(FloatTensor.scalar(absent).withType(type))));
    return true;
  }

  /** Values by key, of those that occur twice the first. */
  private static Map<Double, Double> table(NodeContext context) {
    Map<Double, Double> table = new LinkedHashMap<>();
    double[] keys = numbers(context, "keys");
    double[] values = values(context);
    for (int i = 0; i < keys.length; i++) {
      table.putIfAbsent(keys[i] + 0.0, values[i]);
    }
    return table;
  }
}
