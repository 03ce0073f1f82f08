package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import java.util.List;
import java.util.Map;

/** Operators that cost nothing: views, and nodes that are folded away. */
class ViewProofTest extends OperatorContract {

  @Override
  List<Case> cases() {
    FloatTensor w = random(1, 4, 12);
    return List.of(
        new Case("Flatten", gemm(relu().node("Flatten", "v", List.of("r")), w), i(), 1, 14, g(w)),
        new Case("Reshape", gemm(reshape(relu()), w), i(), 1, 14, g(w)),
        new Case(
            "Flatten first",
            gemm(model(1, 3, 2, 2).node("Flatten", "v", List.of("x")), w),
            i(),
            1,
            14,
            g(w)),
        new Case("Squeeze, Unsqueeze", gemm(squeeze(), w), i(), 1, 14, g(w)),
        new Case("Identity, Dropout", gemm(identity(), w), i(), 1, 14, g(w)),
        new Case("Constant", constant(), shape(1, 4), 1, 3, 1));
  }

  private static TensorShape i() {
    return shape(1, 3, 2, 2);
  }

  private static double g(FloatTensor w) {
    return 4 * gain(w);
  }

  private static ModelWriter relu() {
    return model(1, 3, 2, 2).node("Relu", "r", List.of("x"));
  }

  private static ModelWriter gemm(ModelWriter model, FloatTensor w) {
    return model.floats("w", w).node("Gemm", "y", List.of("v", "w"), with("transB", 1));
  }

  private static ModelWriter reshape(ModelWriter model) {
    return model.ints("to", 0, -1).node("Reshape", "v", List.of("r", "to"));
  }

  private static ModelWriter squeeze() {
    return relu()
        .ints("to", 1, 12, 1)
        .node("Reshape", "a", List.of("r", "to"))
        .ints("first", 0)
        .ints("last", 2)
        .node("Squeeze", "b", List.of("a", "last"))
        .node("Unsqueeze", "c", List.of("b", "first"))
        .node("Squeeze", "v", List.of("c", "first"));
  }

  private static ModelWriter identity() {
    return relu()
        .node("Identity", "a", List.of("r"))
        .node("Dropout", "b", List.of("a"))
        .node("Flatten", "c", List.of("b"))
        .node("Identity", "v", List.of("c"));
  }

  private static ModelWriter constant() {
    return model(1, 4)
        .node("Constant", "c", List.of(), with("value_float", 0.25))
        .node("Identity", "d", List.of("c"))
        .node("Add", "y", List.of("x", "d"));
  }

  @Override
  Map<String, ModelWriter> refused() {
    return Map.of(
        "(Det, opset 13): the operator cannot be proven yet",
        model(2, 2).node("Det", "y", List.of("x")));
  }
}
