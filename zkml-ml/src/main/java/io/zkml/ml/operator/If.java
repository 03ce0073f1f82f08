package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/** {@code If} with a constant condition: replaced by the branch that it takes. */
public final class If implements ControlFlow {
  If() {}

  @Override
  public String name() {
    return "If";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, Signature.MANY)
        .outputs(Signature.MANY)
        .anyOutput()
        .with("then_branch", AttributeKind.GRAPH)
        .with("else_branch", AttributeKind.GRAPH);
  }

  @Override
  public void expand(Node node, Expansion expansion) throws OperatorException {
    FloatTensor condition = expansion.constant(node.input(0)).orElse(null);
    if (condition == null || condition.size() != 1) {
      throw new OperatorException("the condition must be constant");
    }
    String taken = condition.get(0) != 0 ? "then_branch" : "else_branch";
    List<String> outputs = expansion.run(node, taken, List.of());
    Args.require(outputs.size() >= node.outputs().size(), taken + " has too few outputs");
    for (int i = 0; i < node.outputs().size(); i++) {
      expansion.output(node, i, outputs.get(i));
    }
  }
}
