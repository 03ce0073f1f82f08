package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/** {@code Celu}: {@code x}, or {@code alpha (exp(x / alpha) - 1)} below 0. */
public final class Celu implements Pointwise {
  Celu() {}

  @Override
  public String name() {
    return "Celu";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("alpha", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double alpha = context.attributes().floatValue("alpha", 1);
    return x -> x < 0 ? alpha * StrictMath.expm1(x / alpha) : x;
  }
}
