package io.zkml.ml.operator;

import java.util.function.DoubleBinaryOperator;

/** What scattering does where several numbers meet: the attribute {@code reduction}. */
final class ScatterReduction {
  private ScatterReduction() {}

  /** The function of the number there and the number that comes. */
  static DoubleBinaryOperator of(NodeContext context) throws OperatorException {
    String name = context.attributes().stringValue("reduction", "none");
    return switch (name) {
      case "none" -> (_, update) -> update;
      case "add" -> Double::sum;
      case "mul" -> (old, update) -> old * update;
      case "min" -> Math::min;
      case "max" -> Math::max;
      default -> throw new OperatorException("reduction is '" + name + "'");
    };
  }
}
