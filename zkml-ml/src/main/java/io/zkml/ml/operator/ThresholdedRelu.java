package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/** {@code ThresholdedRelu}: {@code x} above {@code alpha}, otherwise 0. */
public final class ThresholdedRelu implements Pointwise {
  ThresholdedRelu() {}

  @Override
  public String name() {
    return "ThresholdedRelu";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("alpha", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double alpha = context.attributes().floatValue("alpha", 1);
    return x -> x > alpha ? x : 0;
  }
}
