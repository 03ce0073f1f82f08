package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;

/**
 * The loss of log-probabilities {@code [N, C, rest...]} for target classes {@code [N, rest...]}:
 * minus the one of the target, weighted by class, as it is or summed or averaged.
 */
final class ClassLoss {
  private ClassLoss() {}

  static Signature attributes(Signature signature) {
    return signature
        .with("ignore_index", AttributeKind.INT)
        .with("reduction", AttributeKind.STRING);
  }

  private static String reduction(NodeContext context) {
    return context.attributes().stringValue("reduction", "mean");
  }

  static TensorShape shape(NodeContext context) throws OperatorException {
    TensorShape scores = context.inputShape(0);
    TensorShape target = context.inputShape(1);
    boolean fits = scores.rank() >= 2 && target.rank() == scores.rank() - 1;
    for (int axis = 0; fits && axis < target.rank(); axis++) {
      fits = target.dim(axis) == scores.dim(axis == 0 ? 0 : axis + 1);
    }
    Args.require(fits, "targets of shape " + target + " for scores of shape " + scores);
    if (context.hasInput(2)) {
      Args.requireVector(context, 2, scores.dim(1), "weight");
    }
    return switch (reduction(context)) {
      case "none" -> target;
      case "sum", "mean" -> TensorShape.scalar();
      default -> throw new OperatorException("reduction is '" + reduction(context) + "'");
    };
  }

  static FloatTensor loss(NodeContext context, NodeInputs inputs, FloatTensor logs)
      throws OperatorException {
    FloatTensor target = inputs.get(1);
    int classes = logs.shape().dim(1);
    int inner = Math.toIntExact(logs.shape().elements(2, logs.shape().rank()));
    boolean ignores = context.attributes().has("ignore_index");
    double ignored = context.attributes().intValue("ignore_index", 0);
    double[] losses = new double[target.size()];
    double sum = 0;
    double total = 0;
    for (int i = 0; i < losses.length; i++) {
      if (ignores && target.get(i) == ignored) {
        continue;
      }
      int chosen = Indices.position(target.get(i), classes);
      double weight = inputs.find(2).map(weights -> weights.get(chosen)).orElse(1.0);
      losses[i] = -weight * logs.get((i / inner * classes + chosen) * inner + i % inner);
      sum += losses[i];
      total += weight;
    }
    return switch (reduction(context)) {
      case "none" -> FloatTensor.of(target.shape(), losses);
      case "sum" -> FloatTensor.scalar(sum);
      default -> FloatTensor.scalar(sum / total);
    };
  }
}
