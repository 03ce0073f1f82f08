package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.ModelWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions of one number, which are all proven the same way: by a table. */
class TabulatedProofTest extends OperatorContract {
  private static final int OPSET = 24;

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String operator : List.of("Exp", "Gelu", "LeakyRelu", "Swish", "Floor")) {
      ModelWriter model = modelOf(OPSET, 1, 6).node(operator, "y", List.of("x"));
      // A step of Floor may come one unit too early or late.
      double gain = operator.equals("Floor") ? 1e3 : Math.E;
      cases.add(new Case(operator, model, shape(1, 6), 1, 6, gain));
    }
    for (String operator : List.of("Pow", "Div", "PRelu")) {
      ModelWriter model =
          modelOf(OPSET, 1, 6)
              .floats("c", FloatTensor.scalar(2))
              .node(operator, "y", List.of("x", "c"));
      cases.add(new Case(operator, model, shape(1, 6), 1, 6, 2));
    }
    return cases;
  }

  @Override
  Map<String, ModelWriter> refused() {
    return Map.of(
        "(Det, opset 24): the operator cannot be proven yet",
        modelOf(OPSET, 2, 2).node("Det", "y", List.of("x")));
  }
}
