package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** {@code Range}: the numbers from start (inclusive) to limit (exclusive), all inputs constant. */
public final class Range implements Operator {
  Range() {}

  @Override
  public String name() {
    return "Range";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3);
  }

  private static double number(NodeContext context, int input) throws OperatorException {
    FloatTensor tensor = context.constant(input).orElse(null);
    if (tensor == null) {
      throw new OperatorException("input " + input + " must be constant: " + Args.BIND);
    }
    Args.require(tensor.size() == 1, "input " + input + " has shape " + tensor.shape());
    return tensor.get(0);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    double delta = number(context, 2);
    double count = Math.ceil((number(context, 1) - number(context, 0)) / delta);
    Args.require(delta != 0 && count <= ShapeInference.MAX_ELEMENTS, "it has " + count + " steps");
    return List.of(TensorShape.of((int) Math.max(count, 0)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double[] out = new double[context.outputShape(0).dim(0)];
    for (int i = 0; i < out.length; i++) {
      out[i] = inputs.get(0).get(0) + i * inputs.get(2).get(0);
    }
    return List.of(FloatTensor.vector(out));
  }
}
