package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.Map;

/**
 * {@code If}: with a constant condition replaced by the branch that it takes, else by both and a
 * choice between their outputs.
 */
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
    if (condition == null) {
      both(node, expansion);
      return;
    }
    Args.require(condition.size() == 1, "the condition has shape " + condition.shape());
    String taken = condition.get(0) != 0 ? "then_branch" : "else_branch";
    List<String> outputs = expansion.run(node, taken, List.of());
    Args.require(outputs.size() >= node.outputs().size(), taken + " has too few outputs");
    for (int i = 0; i < node.outputs().size(); i++) {
      expansion.output(node, i, outputs.get(i));
    }
  }

  private static void both(Node node, Expansion expansion) throws OperatorException {
    TensorShape shape = expansion.shape(node.input(0));
    Args.require(shape.elements() == 1, "the condition has shape " + shape);
    FloatTensor none = FloatTensor.vector(new double[0]).withType(DataType.INT64);
    List<String> number = List.of(node.input(0), expansion.constant("shape", none));
    String condition = expansion.node(node, "Reshape", number, Map.of());
    List<String> yes = expansion.run(node, "then_branch", List.of());
    List<String> no = expansion.run(node, "else_branch", List.of());
    Args.require(
        Math.min(yes.size(), no.size()) >= node.outputs().size(), "a branch has too few outputs");
    for (int i = 0; i < node.outputs().size(); i++) {
      TensorShape first = expansion.shape(yes.get(i));
      TensorShape second = expansion.shape(no.get(i));
      Args.require(
          first.equals(second),
          "the condition is computed, but the branches give shapes "
              + first
              + " and "
              + second
              + ": make it constant with bindInput, or export the branches with one shape");
      List<String> choice = List.of(condition, yes.get(i), no.get(i));
      expansion.output(node, i, expansion.node(node, "Where", choice, Map.of()));
    }
  }
}
