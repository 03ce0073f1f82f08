package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * {@code TreeEnsembleClassifier}: decision trees whose leaves add up scores of classes; outputs are
 * the label of the best class and the scores {@code [rows, classes]} after the transform.
 *
 * <p>With two classes and weights of one class only, the sum decides: by 0, or by 0.5 where no
 * weight is negative.
 */
public final class TreeEnsembleClassifier implements Operator {
  TreeEnsembleClassifier() {}

  @Override
  public String name() {
    return "TreeEnsembleClassifier";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    Signature signature = Signature.of(1, 1).outputs(2);
    return ForestAttributes.signature(signature, "class", "class_weights", opset)
        .with("classlabels_int64s", AttributeKind.INTS)
        .with("classlabels_strings", AttributeKind.STRINGS);
  }

  private record Model(
      Forest forest, ClassLabels labels, double[] base, boolean binary, boolean positive) {
    static Model of(NodeContext context) throws OperatorException {
      ClassLabels labels = ClassLabels.of(context, "classlabels_int64s");
      List<Long> ids = context.attributes().ints("class_ids").orElse(List.of());
      double[] weights = ForestAttributes.numbers(context.attributes(), "class_weights");
      double[] base = ForestAttributes.numbers(context.attributes(), "base_values");
      Forest forest =
          ForestAttributes.read(context, "class").checked(Table.features(context), labels.count());
      boolean binary = labels.count() == 2 && new HashSet<>(ids).size() == 1;
      Args.require(
          base.length == 0 || base.length == labels.count() || (binary && base.length == 1),
          base.length + " base values for " + labels.count() + " classes");
      boolean positive = Arrays.stream(weights).allMatch(w -> w >= 0);
      return new Model(forest, labels, base, binary, positive);
    }
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int rows = Table.rows(context);
    PostTransform.of(context);
    int classes = Model.of(context).labels().count();
    return List.of(TensorShape.of(rows), TensorShape.of(rows, classes));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64, DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Model model = Model.of(context);
    PostTransform transform = PostTransform.of(context);
    int classes = model.labels().count();
    double[] labels = new double[context.outputShape(0).dim(0)];
    double[] out = new double[labels.length * classes];
    for (int row = 0; row < labels.length; row++) {
      double[] scores = new double[classes];
      model.forest().addTo(scores, inputs.get(0), row, Forest.Aggregation.SUM);
      if (model.binary()) {
        labels[row] = binary(model, scores, transform);
      } else {
        for (int i = 0; i < model.base().length; i++) {
          scores[i] += model.base()[i];
        }
        labels[row] = model.labels().best(scores);
        transform.apply(scores);
      }
      System.arraycopy(scores, 0, out, row * classes, classes);
    }
    return List.of(FloatTensor.vector(labels), FloatTensor.of(context.outputShape(1), out));
  }

  /** The model of a node, before its transform. */
  static ForestModel model(NodeContext context) throws OperatorException {
    Model m = Model.of(context);
    Forest forest = m.binary() ? ForestModel.onOneTarget(m.forest()) : m.forest();
    double[] last = m.base().length == 0 ? m.base() : new double[] {m.base()[m.base().length - 1]};
    return new ForestModel(
        forest,
        Forest.Aggregation.SUM,
        m.binary() ? 1 : m.labels().count(),
        m.binary() ? last : m.base(),
        m.binary(),
        m.positive(),
        m.labels().labels());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    Model m = Model.of(context);
    PostTransform given = PostTransform.of(context);
    boolean plain = m.binary() && m.positive() && given != PostTransform.PROBIT;
    PostTransform transform = plain ? PostTransform.NONE : given;
    TreeScores.expand(context, graph, Forest.Aggregation.SUM, transform, 0, 1);
    return true;
  }

  /** Makes the scores of both classes of the one sum and gives the label. */
  private static double binary(Model model, double[] scores, PostTransform transform) {
    double base = model.base().length == 0 ? 0 : model.base()[model.base().length - 1];
    double sum = scores[0] + scores[1] + base;
    scores[1] = sum;
    scores[0] = model.positive() ? 1 - sum : -sum;
    if (!model.positive() || transform == PostTransform.PROBIT) {
      transform.apply(scores);
    }
    return model.labels().of(sum > (model.positive() ? 0.5 : 0) ? 1 : 0);
  }
}
