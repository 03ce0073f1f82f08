package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/** {@code Swish}: {@code x} times the logistic function of {@code alpha x}. */
public final class Swish implements Pointwise {
  Swish() {}

  @Override
  public String name() {
    return "Swish";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("alpha", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double alpha = context.attributes().floatValue("alpha", 1);
    return x -> x * RealMath.logistic(alpha * x);
  }
}
