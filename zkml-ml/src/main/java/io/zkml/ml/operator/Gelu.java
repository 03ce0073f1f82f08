package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** {@code Gelu}: {@code x} times the normal distribution of x, or its approximation by tanh. */
public final class Gelu implements Pointwise {
  private static final double CUBIC = 0.044715;

  Gelu() {}

  @Override
  public String name() {
    return "Gelu";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("approximate", AttributeKind.STRING);
  }

  private static String approximate(NodeContext context) {
    return context.attributes().stringValue("approximate", "none");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    String approximate = approximate(context);
    Args.require(
        approximate.equals("none") || approximate.equals("tanh"),
        "approximate is '" + approximate + "'");
    return List.of(context.inputShape(0));
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    if (approximate(context).equals("tanh")) {
      double factor = Math.sqrt(2 / Math.PI);
      return x -> x / 2 * (1 + StrictMath.tanh(factor * (x + CUBIC * x * x * x)));
    }
    return x -> x / 2 * (1 + RealMath.erf(x / Math.sqrt(2)));
  }
}
