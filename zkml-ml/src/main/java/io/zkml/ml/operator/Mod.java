package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * {@code Mod}: the remainder with the sign of the divisor, or with {@code fmod} that of the
 * dividend.
 */
public final class Mod implements Binary {
  Mod() {}

  @Override
  public String name() {
    return "Mod";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("fmod", AttributeKind.INT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Args.require(
        !context.inputType(0).isInteger()
            || Arrays.stream(inputs.get(1).data()).allMatch(divisor -> divisor != 0),
        "an integer division by 0");
    return Binary.super.evaluate(context, inputs);
  }

  @Override
  public DoubleBinaryOperator function(NodeContext context) {
    if (context.attributes().intValue("fmod", 0) != 0) {
      return (left, right) -> left % right;
    }
    return Mod::floored;
  }

  private static double floored(double left, double right) {
    double remainder = left % right;
    return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    if (activation(context).isPresent()) {
      Binary.super.quantize(context, builder);
      return;
    }
    Args.require(
        context.inputType(0).isInteger(),
        "a remainder of real numbers by more than one constant cannot be proven; cast to integers");
    boolean truncated = context.attributes().intValue("fmod", 0) != 0;
    QuantRemainders.remainder(context, builder, truncated);
  }
}
