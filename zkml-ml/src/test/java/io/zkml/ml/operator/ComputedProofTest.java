package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators on several computed values: both are views of one input, and moved apart. */
class ComputedProofTest extends OperatorContract {

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String operator : List.of("Add", "Sub", "Mul", "Max", "Min", "Sum", "Mean")) {
      cases.add(binary(operator));
    }
    cases.add(
        new Case(
            "Div",
            pair()
                .floats("two", FloatTensor.scalar(2))
                .node("Add", "d", List.of("v", "two"))
                .node("Div", "y", List.of("u", "d")),
            shape(2, 6),
            1,
            9,
            6));
    cases.add(
        new Case(
            "Div by what may be negative",
            pair()
                .floats("two", FloatTensor.scalar(-2))
                .node("Sub", "d", List.of("two", "v"))
                .node("Div", "y", List.of("u", "d")),
            shape(2, 6),
            1,
            9,
            6));
    cases.add(
        new Case(
            "MatMul",
            pair().node("Transpose", "t", List.of("v")).node("MatMul", "y", List.of("u", "t")),
            shape(2, 6),
            1,
            20,
            30));
    cases.add(
        new Case(
            "Where",
            pair()
                .node("Greater", "c", List.of("u", "v"))
                .node("Where", "y", List.of("c", "u", "v")),
            shape(2, 6),
            1,
            5,
            3));
    cases.add(
        new Case("PRelu", pair().node("PRelu", "y", List.of("u", "v")), shape(2, 6), 1, 9, 6));
    cases.add(unary("ReduceMean", 12, 6));
    cases.add(unary("ReduceMax", 5, 3));
    cases.add(unary("ReduceMin", 5, 3));
    cases.add(unary("ReduceL2", 40, 40));
    cases.add(unary("Softmax", 60, 12));
    return cases;
  }

  private static TensorShape matrix() {
    return shape(2, 6);
  }

  /** u and v: the input as it is and with its rows exchanged. */
  private static ModelWriter pair() {
    return model(2, 6)
        .ints("order", 1, 0)
        .node("Gather", "v", List.of("x", "order"))
        .node("Identity", "u", List.of("x"));
  }

  private static Case binary(String operator) {
    ModelWriter model = pair().node(operator, "y", List.of("u", "v"));
    return new Case(operator, model, matrix(), 1, 7, 5);
  }

  private static Case unary(String operator, int terms, double gain) {
    ModelWriter model = pair().node(operator, "y", List.of("v"));
    return new Case(operator, model, matrix(), 1, terms, gain);
  }

  @Override
  Map<String, ModelWriter> refused() {
    return Map.of(
        "a product of 17 factors cannot be proven yet",
        model(17).node("ReduceProd", "y", List.of("x")));
  }
}
