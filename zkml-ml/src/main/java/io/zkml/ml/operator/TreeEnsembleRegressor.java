package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code TreeEnsembleRegressor}: decision trees whose leaves give numbers for targets, which are
 * added, averaged or compared.
 */
public final class TreeEnsembleRegressor implements Operator {
  TreeEnsembleRegressor() {}

  @Override
  public String name() {
    return "TreeEnsembleRegressor";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return ForestAttributes.signature(Signature.of(1, 1), "target", "target_weights", opset)
        .with("aggregate_function", AttributeKind.STRING)
        .with("n_targets", AttributeKind.INT);
  }

  private static int targets(NodeContext context) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue("n_targets", 1), 1, 1 << 20, "n_targets");
  }

  private static Forest.Aggregation aggregation(NodeContext context) throws OperatorException {
    String name = context.attributes().stringValue("aggregate_function", "SUM");
    return switch (name) {
      case "SUM" -> Forest.Aggregation.SUM;
      case "AVERAGE" -> Forest.Aggregation.AVERAGE;
      case "MIN" -> Forest.Aggregation.MIN;
      case "MAX" -> Forest.Aggregation.MAX;
      default -> throw new OperatorException("aggregate_function is '" + name + "'");
    };
  }

  private static Forest forest(NodeContext context) throws OperatorException {
    return ForestAttributes.read(context, "target")
        .checked(Table.features(context), targets(context));
  }

  /** The model of a node, before its transform. */
  static ForestModel model(NodeContext context) throws OperatorException {
    double[] base = ForestAttributes.numbers(context.attributes(), "base_values");
    return new ForestModel(
        forest(context),
        TreeScores.aggregation(context),
        targets(context),
        base,
        false,
        false,
        List.of());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    TreeScores.expand(context, graph, aggregation(context), PostTransform.of(context), -1, 0);
    return true;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    PostTransform.of(context);
    aggregation(context);
    forest(context);
    int base = ForestAttributes.numbers(context.attributes(), "base_values").length;
    Args.require(base == 0 || base == targets(context), base + " base values");
    return List.of(TensorShape.of(rows, targets(context)));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Forest forest = forest(context);
    PostTransform transform = PostTransform.of(context);
    double[] base = ForestAttributes.numbers(context.attributes(), "base_values");
    int targets = targets(context);
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int row = 0; row < target.dim(0); row++) {
      double[] sums = new double[targets];
      forest.addTo(sums, inputs.get(0), row, aggregation(context));
      for (int i = 0; i < base.length; i++) {
        sums[i] += base[i];
      }
      transform.apply(sums);
      System.arraycopy(sums, 0, out, row * targets, targets);
    }
    return List.of(FloatTensor.of(target, out));
  }
}
