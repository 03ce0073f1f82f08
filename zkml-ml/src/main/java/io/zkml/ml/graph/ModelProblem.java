package io.zkml.ml.graph;

/**
 * One reason why a model can't be used.
 *
 * @param node the node's name; empty where the problem is not one node's
 * @param operator the operator's name, with its domain where that isn't {@code ai.onnx}; may be
 *     empty
 * @param opset version of the operator set; 0 where the problem is not one node's
 * @param reason what isn't supported, and where possible what to do
 */
public record ModelProblem(String node, String operator, int opset, String reason) {
  /** A problem of the model as a whole. */
  public static ModelProblem ofModel(String reason) {
    return new ModelProblem("", "", 0, reason);
  }

  /** A problem of one node. */
  public static ModelProblem of(Node node, String reason) {
    String domain = node.domain().isEmpty() ? "" : node.domain() + ".";
    return new ModelProblem(node.name(), domain + node.operator(), node.opset(), reason);
  }

  /** The problem in one line. */
  @Override
  public String toString() {
    return operator.isEmpty()
        ? reason
        : "node '%s' (%s, opset %d): %s".formatted(node, operator, opset, reason);
  }
}
