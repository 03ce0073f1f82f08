package io.zkml.ml.operator;

import java.util.function.DoubleBinaryOperator;

/** {@code Pow}: the left to the power of the right, in the type of the left, with broadcasting. */
public final class Pow implements Binary {
  Pow() {}

  @Override
  public String name() {
    return "Pow";
  }

  @Override
  public DoubleBinaryOperator function(NodeContext context) {
    return StrictMath::pow;
  }

  /** {@code exp(y log x)} of a computed exponent, or of a tensor of them; x must be positive. */
  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    if (activation(context).isPresent() || !context.inputType(0).isFloat()) {
      return false;
    }
    String exponent = graph.add("Mul", graph.add("Log", graph.input(0)), graph.input(1));
    graph.output(0, graph.add("Exp", exponent));
    return true;
  }
}
