package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code LinearClassifier}: linear scores of classes; outputs are the label of the best class and
 * the scores after the transform. Of two classes, one score may stand for both.
 */
public final class LinearClassifier implements Operator {
  LinearClassifier() {}

  @Override
  public String name() {
    return "LinearClassifier";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .outputs(2)
        .with("classlabels_ints", AttributeKind.INTS)
        .with("classlabels_strings", AttributeKind.STRINGS)
        .with("coefficients", AttributeKind.FLOATS)
        .with("intercepts", AttributeKind.FLOATS)
        .with("multi_class", AttributeKind.INT)
        .with("post_transform", AttributeKind.STRING);
  }

  private static LinearModel model(NodeContext context, ClassLabels labels)
      throws OperatorException {
    int features = Table.features(context);
    boolean one =
        labels.count() == 2 && LinearModel.numbers(context, "coefficients").length == features;
    return LinearModel.of(context, one ? 1 : labels.count());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    ClassLabels labels = ClassLabels.of(context, "classlabels_ints");
    Args.require(labels.count() > 1, "a classifier of one class");
    PostTransform.of(context);
    model(context, labels);
    int rows = Table.rows(context);
    return List.of(TensorShape.of(rows), TensorShape.of(rows, labels.count()));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64, DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    ClassLabels labels = ClassLabels.of(context, "classlabels_ints");
    LinearModel model = model(context, labels);
    PostTransform transform = PostTransform.of(context);
    double[] chosen = new double[context.outputShape(0).dim(0)];
    double[] out = new double[chosen.length * labels.count()];
    for (int row = 0; row < chosen.length; row++) {
      double[] scores = model.row(inputs.get(0), row);
      if (scores.length == 1) {
        scores = new double[] {-scores[0], scores[0]};
      }
      chosen[row] = labels.best(scores);
      transform.apply(scores);
      System.arraycopy(scores, 0, out, row * scores.length, scores.length);
    }
    return List.of(FloatTensor.vector(chosen), FloatTensor.of(context.outputShape(1), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    ClassLabels labels = ClassLabels.of(context, "classlabels_ints");
    LinearModel one = model(context, labels);
    LinearModel model = one.outputs() == 1 ? one.pair() : one;
    String scores = model.expand(graph, ScoreNodes.rows(context, graph));
    ScoreNodes.classifier(context, graph, labels, scores, scores);
    return true;
  }
}
