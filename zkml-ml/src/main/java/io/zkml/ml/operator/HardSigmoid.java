package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/** {@code HardSigmoid}: {@code alpha x + beta} between 0 and 1. */
public final class HardSigmoid implements Pointwise {
  HardSigmoid() {}

  @Override
  public String name() {
    return "HardSigmoid";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("alpha", AttributeKind.FLOAT).with("beta", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double alpha = context.attributes().floatValue("alpha", 0.2f);
    double beta = context.attributes().floatValue("beta", 0.5);
    return x -> Math.max(0, Math.min(1, alpha * x + beta));
  }
}
