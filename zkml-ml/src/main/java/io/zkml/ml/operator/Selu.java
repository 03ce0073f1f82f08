package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/** {@code Selu}: {@code gamma x}, or {@code gamma alpha (exp(x) - 1)} below 0. */
public final class Selu implements Pointwise {
  Selu() {}

  @Override
  public String name() {
    return "Selu";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("alpha", AttributeKind.FLOAT).with("gamma", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double alpha = context.attributes().floatValue("alpha", 1.6732632f);
    double gamma = context.attributes().floatValue("gamma", 1.050701f);
    return x -> gamma * (x < 0 ? alpha * StrictMath.expm1(x) : x);
  }
}
