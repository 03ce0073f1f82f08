package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** {@code Div}: the quotient, of integers rounded towards 0, with broadcasting. */
public final class Div implements Binary {
  Div() {}

  @Override
  public String name() {
    return "Div";
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
    if (context.inputType(0).isInteger()) {
      return Div::truncated;
    }
    return (left, right) -> left / right;
  }

  private static double truncated(double left, double right) {
    double quotient = left / right;
    return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
  }
}
