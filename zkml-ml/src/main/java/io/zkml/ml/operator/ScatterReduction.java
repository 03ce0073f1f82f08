package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.function.DoubleBinaryOperator;

/** What scattering does where several numbers meet: the attribute {@code reduction}. */
final class ScatterReduction {
  private ScatterReduction() {}

  /** Whether updates only take the place of what was there. */
  static boolean moves(NodeContext context) {
    return context.attributes().stringValue("reduction", "none").equals("none");
  }

  /** The indices, which must be constant to be proven. */
  static FloatTensor indices(NodeContext context) throws OperatorException {
    return context
        .constant(1)
        .orElseThrow(() -> new OperatorException("only constant indices can be proven"));
  }

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
