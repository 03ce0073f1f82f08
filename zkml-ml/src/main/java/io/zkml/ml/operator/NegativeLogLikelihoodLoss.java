package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** {@code NegativeLogLikelihoodLoss}: the loss of log-probabilities for target classes. */
public final class NegativeLogLikelihoodLoss implements Operator {
  NegativeLogLikelihoodLoss() {}

  @Override
  public String name() {
    return "NegativeLogLikelihoodLoss";
  }

  @Override
  public Signature signature(int opset) {
    return ClassLoss.attributes(Signature.of(2, 3));
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(ClassLoss.shape(context));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(ClassLoss.loss(context, inputs, inputs.get(0)));
  }
}
