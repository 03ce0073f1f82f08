package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import java.util.function.DoubleBinaryOperator;

/** {@code BitwiseXor}: the exclusive or of the bits, with broadcasting. */
public final class BitwiseXor implements Binary {
  BitwiseXor() {}

  @Override
  public String name() {
    return "BitwiseXor";
  }

  @Override
  public DoubleBinaryOperator function(NodeContext context) {
    DataType type = context.inputType(0);
    return (left, right) -> Bits.number(type, Bits.of(left) ^ Bits.of(right));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    if (activation(context).isPresent()) {
      Binary.super.quantize(context, builder);
    } else {
      QuantBits.combine(context, builder, -2, 1);
    }
  }
}
