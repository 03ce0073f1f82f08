package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code OneHotEncoder}: a new last axis with a 1 for the category that an element equals. */
public final class OneHotEncoder implements Operator {
  OneHotEncoder() {}

  @Override
  public String name() {
    return "OneHotEncoder";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("cats_int64s", AttributeKind.INTS)
        .with("cats_strings", AttributeKind.STRINGS)
        .with("zeros", AttributeKind.INT);
  }

  private static List<Long> categories(NodeContext context) {
    return context.attributes().ints("cats_int64s").orElse(List.of());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(
        !context.attributes().has("cats_strings"),
        "categories that are strings: encode them as numbers beforehand");
    int[] dims = Arrays.copyOf(context.inputShape(0).toArray(), context.inputShape(0).rank() + 1);
    dims[dims.length - 1] = categories(context).size();
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    List<Long> categories = categories(context);
    boolean zeros = context.attributes().intValue("zeros", 1) != 0;
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    for (int i = 0; i < inputs.get(0).size(); i++) {
      int category = categories.indexOf((long) inputs.get(0).get(i));
      Args.require(category >= 0 || zeros, "no category is " + inputs.get(0).get(i));
      if (category >= 0) {
        out[i * categories.size() + category] = 1;
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    Args.require(
        context.attributes().intValue("zeros", 1) != 0,
        "zeros=0 makes an error of other categories, which cannot be proven: export with zeros=1");
    String x = graph.input(0);
    if (context.inputType(0) != DataType.INT64) {
      x = ScoreNodes.cast(graph, x, DataType.INT64);
    }
    double[] categories = categories(context).stream().mapToDouble(Long::doubleValue).toArray();
    String place = graph.constant(FloatTensor.vector(-1).withType(DataType.INT64));
    String each = graph.add("Unsqueeze", x, place);
    FloatTensor all = FloatTensor.vector(categories).withType(DataType.INT64);
    String equal = graph.add("Equal", each, graph.constant(all));
    graph.output(0, ScoreNodes.cast(graph, equal, DataType.FLOAT));
    return true;
  }
}
