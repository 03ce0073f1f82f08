package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/**
 * {@code SoftmaxCrossEntropyLoss}: the loss of scores for target classes after a log-softmax, which
 * the second output shows.
 */
public final class SoftmaxCrossEntropyLoss implements Operator {
  SoftmaxCrossEntropyLoss() {}

  @Override
  public String name() {
    return "SoftmaxCrossEntropyLoss";
  }

  @Override
  public Signature signature(int opset) {
    return ClassLoss.attributes(Signature.of(2, 3).outputs(2));
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(ClassLoss.shape(context), context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor logs = logSoftmax(inputs.get(0));
    return List.of(ClassLoss.loss(context, inputs, logs), logs);
  }

  /** Log-softmax over the second axis. */
  private static FloatTensor logSoftmax(FloatTensor scores) {
    TensorShape shape = scores.shape();
    int classes = shape.dim(1);
    int inner = Math.toIntExact(shape.elements(2, shape.rank()));
    double[] out = new double[scores.size()];
    for (int i = 0; i < shape.dim(0) * inner; i++) {
      int first = i / inner * classes * inner + i % inner;
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, scores.get(first + c * inner));
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(scores.get(first + c * inner) - max);
      }
      for (int c = 0; c < classes; c++) {
        out[first + c * inner] = scores.get(first + c * inner) - max - Math.log(sum);
      }
    }
    return FloatTensor.of(shape, out);
  }
}
