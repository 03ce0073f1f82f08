package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code Normalizer}: divides every row by its largest magnitude, sum of magnitudes or length. */
public final class Normalizer implements Operator {
  Normalizer() {}

  @Override
  public String name() {
    return "Normalizer";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("norm", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Table.rows(context);
    String norm = context.attributes().stringValue("norm", "MAX");
    Args.require(List.of("MAX", "L1", "L2").contains(norm), "norm is '" + norm + "'");
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int features = Table.features(context);
    String norm = context.attributes().stringValue("norm", "MAX");
    double[] out = inputs.get(0).data().clone();
    for (int first = 0; first + features <= out.length && features > 0; first += features) {
      double divisor = norm(out, first, features, norm);
      for (int i = first; i < first + features && divisor != 0; i++) {
        out[i] /= divisor;
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  private static double norm(double[] row, int first, int features, String norm) {
    double result = 0;
    for (int i = first; i < first + features; i++) {
      result =
          switch (norm) {
            case "MAX" -> Math.max(result, Math.abs(row[i]));
            case "L1" -> result + Math.abs(row[i]);
            default -> result + row[i] * row[i];
          };
    }
    return norm.equals("L2") ? Math.sqrt(result) : result;
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String x = graph.input(0);
    List<Integer> last = List.of(context.inputShape(0).rank() - 1);
    String norm =
        switch (context.attributes().stringValue("norm", "MAX")) {
          case "MAX" -> graph.reduce("ReduceMax", graph.add("Abs", x), last);
          case "L1" -> graph.reduce("ReduceL1", x, last);
          default -> graph.reduce("ReduceL2", x, last);
        };
    String none = graph.add("Equal", norm, graph.constant(0));
    String divisor = graph.add("Where", none, graph.constant(1), norm);
    graph.output(0, graph.add("Div", x, divisor));
    return true;
  }
}
