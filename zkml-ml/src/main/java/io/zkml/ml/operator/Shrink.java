package io.zkml.ml.operator;

import io.zkml.ml.onnx.AttributeKind;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code Shrink}: {@code x} moved by {@code bias} towards 0, or 0 if it is within {@code lambd} of
 * it.
 */
public final class Shrink implements Pointwise {
  Shrink() {}

  @Override
  public String name() {
    return "Shrink";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("lambd", AttributeKind.FLOAT).with("bias", AttributeKind.FLOAT);
  }

  @Override
  public DoubleUnaryOperator function(NodeContext context) {
    double lambd = context.attributes().floatValue("lambd", 0.5);
    double bias = context.attributes().floatValue("bias", 0);
    return x -> x < -lambd ? x + bias : x > lambd ? x - bias : 0;
  }
}
