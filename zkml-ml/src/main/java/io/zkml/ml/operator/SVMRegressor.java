package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code SVMRegressor}: a weighted sum of similarities to support vectors, or, without any, a
 * linear function; of one class, only the sign of it.
 */
public final class SVMRegressor implements Operator {
  SVMRegressor() {}

  @Override
  public String name() {
    return "SVMRegressor";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return SvmKernel.attributes(Signature.of(1, 1))
        .with("n_supports", AttributeKind.INT)
        .with("one_class", AttributeKind.INT);
  }

  private static int supports(NodeContext context) throws OperatorException {
    long given = context.attributes().intValue("n_supports", 0);
    return Args.toIntIn(given, 0, 1 << 24, "n_supports");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    SvmKernel.of(context);
    PostTransform.of(context);
    int features = Table.features(context);
    int supports = supports(context);
    int coefficients = LinearModel.numbers(context, "coefficients").length;
    Args.require(
        LinearModel.numbers(context, "rho").length == 1
            && coefficients == (supports == 0 ? features : supports)
            && LinearModel.numbers(context, "support_vectors").length == (long) supports * features,
        "coefficients, rho and support_vectors don't fit " + features + " features");
    return List.of(TensorShape.of(rows, 1));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    SvmKernel kernel = SvmKernel.of(context);
    SvmKernel linear = new SvmKernel("LINEAR", 0, 0, 0);
    double[] coefficients = LinearModel.numbers(context, "coefficients");
    double[] vectors = LinearModel.numbers(context, "support_vectors");
    double rho = LinearModel.numbers(context, "rho")[0];
    int supports = supports(context);
    int features = Table.features(context);
    double[] out = new double[context.outputShape(0).dim(0)];
    for (int row = 0; row < out.length; row++) {
      double sum = rho;
      if (supports == 0) {
        sum += linear.of(inputs.get(0), row, coefficients, 0);
      }
      for (int i = 0; i < supports; i++) {
        sum += coefficients[i] * kernel.of(inputs.get(0), row, vectors, i * features);
      }
      boolean oneClass = context.attributes().intValue("one_class", 0) != 0;
      double[] result = {oneClass ? (sum > 0 ? 1 : -1) : sum};
      PostTransform.of(context).apply(result);
      out[row] = result[0];
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    double[] coefficients = LinearModel.numbers(context, "coefficients");
    double[] rho = LinearModel.numbers(context, "rho");
    String rows = ScoreNodes.rows(context, graph);
    if (supports(context) > 0) {
      double[] vectors = LinearModel.numbers(context, "support_vectors");
      rows = SvmKernel.of(context).expand(graph, rows, vectors, Table.features(context));
    }
    String sum = ScoreNodes.linear(graph, rows, 1, coefficients, rho);
    if (context.attributes().intValue("one_class", 0) != 0) {
      String inside = graph.add("Greater", sum, graph.constant(0));
      sum = graph.add("Where", inside, graph.constant(1), graph.constant(-1));
    }
    graph.output(0, ScoreNodes.transformed(graph, PostTransform.of(context), sum));
    return true;
  }
}
