package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  @Override
  public Optional<RealFunction> activation(NodeContext context) {
    return context.inputType(0).isFloat() ? Optional.empty() : Binary.super.activation(context);
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    Operand left = Operand.of(context, builder, 0);
    Operand right = Operand.of(context, builder, 1);
    if (right instanceof Operand.Computed) {
      QuantDivisions.divide(context, builder, left, right);
    } else if (context.inputType(0).isFloat()) {
      FloatTensor divisor = context.constant(1).orElseThrow();
      FloatTensor factors = Elementwise.apply(divisor, x -> 1 / x).getFirst();
      Args.require(
          Arrays.stream(factors.data()).allMatch(Double::isFinite), "a division by the constant 0");
      QuantProducts.product(context, builder, left, new Operand.Constant(factors));
    } else {
      Binary.super.quantize(context, builder);
    }
  }
}
