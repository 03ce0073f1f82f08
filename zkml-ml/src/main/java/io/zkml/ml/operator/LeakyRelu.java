package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/** {@code LeakyRelu}: {@code x}, or {@code alpha x} where that is negative. */
public final class LeakyRelu implements Pointwise {
  LeakyRelu() {}

  @Override
  public String name() {
    return "LeakyRelu";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("alpha", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double alpha = context.attributes().floatValue("alpha", 0.01f);
    return x -> x < 0 ? alpha * x : x;
  }
}
