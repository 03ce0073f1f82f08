package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Map;

/**
 * Nodes that models of {@code ai.onnx.ml} expand to: rows, linear functions, transforms, labels.
 */
final class ScoreNodes {

  private ScoreNodes() {}

  /** The input as {@code [rows, features]}. */
  static String rows(NodeContext context, Replacement graph) throws OperatorException {
    String x = graph.input(0);
    if (context.inputShape(0).rank() == 1) {
      double[] shape = {Table.rows(context), Table.features(context)};
      return graph.add(
          "Reshape", x, graph.constant(FloatTensor.vector(shape).withType(DataType.INT64)));
    }
    return x;
  }

  /**
   * {@code factor x W' + offsets}.
   *
   * @param weights {@code [outputs, features]}, row by row
   * @param offsets one for every output, or none
   */
  static String linear(
      Replacement graph, String x, double factor, double[] weights, double[] offsets) {
    int outputs = offsets.length;
    double[] scaled = new double[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = factor * weights[i];
    }
    TensorShape shape = TensorShape.of(outputs, weights.length / outputs);
    String w = graph.constant(FloatTensor.of(shape, scaled));
    String c = graph.constant(FloatTensor.vector(offsets));
    return graph.add("Gemm", Replacement.integer("transB", 1), x, w, c);
  }

  /** Scores {@code [rows, n]} after a transform. */
  static String transformed(Replacement graph, PostTransform transform, String scores)
      throws OperatorException {
    return switch (transform) {
      case NONE -> scores;
      case LOGISTIC -> graph.add("Sigmoid", scores);
      case SOFTMAX -> graph.add("Softmax", Replacement.integer("axis", 1), scores);
      default ->
          throw new OperatorException(
              "post_transform " + transform + " cannot be proven: export the scores without it");
    };
  }

  /** {@code [-score, score]} for a column of scores. */
  static String pair(Replacement graph, String score) {
    return graph.add("Concat", Replacement.integer("axis", 1), graph.add("Neg", score), score);
  }

  /** The label of the largest of every row's scores. */
  static String label(Replacement graph, ClassLabels labels, String scores) {
    Attributes lanes =
        Attributes.of(
            Map.of("axis", new Attribute.IntValue(1), "keepdims", new Attribute.IntValue(0)));
    String best = graph.add("ArgMax", lanes, scores);
    boolean counted = true;
    double[] numbers = new double[labels.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = labels.of(i);
      counted &= numbers[i] == i;
    }
    return counted
        ? best
        : graph.add(
            "Gather", graph.constant(FloatTensor.vector(numbers).withType(DataType.INT64)), best);
  }

  /** A value as another type. */
  static String cast(Replacement graph, String value, DataType type) {
    return graph.add("Cast", Replacement.integer("to", type.code()), value);
  }

  /** Adds what gives outputs that the node names; leaves out the others. */
  static void classifier(
      NodeContext context, Replacement graph, ClassLabels labels, String scores, String ranking)
      throws OperatorException {
    PostTransform transform = PostTransform.of(context);
    if (!context.node().output(0).isEmpty()) {
      graph.output(0, label(graph, labels, ranking));
    }
    if (context.outputCount() > 1 && !context.node().output(1).isEmpty()) {
      graph.output(1, transformed(graph, transform, scores));
    }
  }
}
