package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code LinearRegressor}: linear functions of every row. */
public final class LinearRegressor implements Operator {
  LinearRegressor() {}

  @Override
  public String name() {
    return "LinearRegressor";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("coefficients", AttributeKind.FLOATS)
        .with("intercepts", AttributeKind.FLOATS)
        .with("post_transform", AttributeKind.STRING)
        .with("targets", AttributeKind.INT);
  }

  private static int targets(NodeContext context) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue("targets", 1), 1, 1 << 20, "targets");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    PostTransform.of(context);
    LinearModel.of(context, targets(context));
    return List.of(TensorShape.of(rows, targets(context)));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int targets = targets(context);
    LinearModel model = LinearModel.of(context, targets);
    PostTransform transform = PostTransform.of(context);
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int row = 0; row < target.dim(0); row++) {
      double[] numbers = model.row(inputs.get(0), row);
      transform.apply(numbers);
      System.arraycopy(numbers, 0, out, row * targets, targets);
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    LinearModel model = LinearModel.of(context, targets(context));
    String numbers = model.expand(graph, ScoreNodes.rows(context, graph));
    graph.output(0, ScoreNodes.transformed(graph, PostTransform.of(context), numbers));
    return true;
  }
}
