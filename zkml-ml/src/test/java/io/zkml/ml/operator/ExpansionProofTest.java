package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that are replaced by others before they are quantised. */
class ExpansionProofTest extends OperatorContract {

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(einsum("ij,kj->ik", 3, 4));
    cases.add(einsum("ij,kj->jik", 3, 4));
    cases.add(einsum("ij,kl->ki", 3, 4));
    cases.add(einsum("...j,kj->k...", 3, 4));
    cases.add(einsum("ij,ij->", 3, 4));
    cases.add(sum("ii->i"));
    cases.add(sum("ij->ji"));
    cases.add(sum("ij->j"));
    cases.add(three());
    cases.add(transposed(1));
    cases.add(transposed(2));
    cases.add(normal("LayerNormalization"));
    cases.add(lpPool());
    cases.add(dynamicallyQuantised());
    return cases;
  }

  @Override
  Map<String, ModelWriter> refused() {
    return Map.of(
        "only constant indices can be proven",
        modelOf(16, 4)
            .node("Cast", "i", List.of("x"), with("to", 7))
            .node(
                "ScatterElements",
                List.of("y"),
                List.of("x", "i", "x"),
                Attribute.of("reduction", "add")),
        "the largest 33 of 2000: at most 32 can be proven",
        modelOf(13, 2000).ints("k", 33).node("TopK", List.of("y"), List.of("x", "k")));
  }

  private static Attribute equation(String text) {
    return Attribute.of("equation", text);
  }

  private Case einsum(String text, int rows, int columns) {
    ModelWriter model =
        model(rows, columns)
            .floats("w", random(1, rows, columns))
            .node("Einsum", "y", List.of("x", "w"), equation(text));
    return new Case("Einsum " + text, model, TensorShape.of(rows, columns), 1, 4, 12);
  }

  private static Case sum(String text) {
    ModelWriter model = model(3, 3).node("Einsum", "y", List.of("x"), equation(text));
    return new Case("Einsum " + text, model, TensorShape.of(3, 3), 1, 4, 3);
  }

  private Case three() {
    ModelWriter model =
        model(3, 4)
            .floats("a", random(1, 4, 2))
            .floats("b", random(1, 2))
            .node("Einsum", "y", List.of("x", "a", "b"), equation("ij,jk,k->ik"));
    return new Case("Einsum of three", model, TensorShape.of(3, 4), 1, 12, 4);
  }

  private Case transposed(int groups) {
    FloatTensor weights = random(1, 2, 2, 3, 2);
    ModelWriter model =
        model(1, 2, 3, 3)
            .floats("w", weights)
            .node(
                "ConvTranspose",
                "y",
                List.of("x", "w"),
                ints("strides", 2, 1),
                ints("pads", 1, 0, 0, 1),
                ints("dilations", 1, 2),
                ints("output_padding", 1, 0),
                with("group", groups));
    return new Case("ConvTranspose of " + groups, model, TensorShape.of(1, 2, 3, 3), 1, 4, 12);
  }

  private Case normal(String operator) {
    ModelWriter model =
        modelOf(17, 2, 8)
            .floats("scale", random(1, 8))
            .floats("bias", random(1, 8))
            .node(operator, "y", List.of("x", "scale", "bias"));
    return new Case(operator, model, TensorShape.of(2, 8), 1, 40, 10);
  }

  /** A linear layer as dynamic quantisation leaves it: a step of 8 bits may round the other way. */
  private Case dynamicallyQuantised() {
    double[] weights = new double[4 * 3];
    Arrays.setAll(weights, i -> random.nextInt(255) - 127);
    ModelWriter model =
        modelOf(13, 2, 4)
            .floats("f", FloatTensor.of(shape(4, 3), weights))
            .floats("ws", FloatTensor.scalar(0.5 / 127))
            .floats("b", random(1, 3))
            .node("Cast", "w", List.of("f"), with("to", 3))
            .node("DynamicQuantizeLinear", List.of("q", "s", "z"), List.of("x"))
            .node("MatMulInteger", "p", List.of("q", "w", "z"))
            .node("Cast", "r", List.of("p"), with("to", 1))
            .node("Mul", "scale", List.of("s", "ws"))
            .node("Mul", "m", List.of("r", "scale"))
            .node("Add", "y", List.of("m", "b"));
    return new Case("dynamic quantisation", model, TensorShape.of(2, 4), 1, 4, 12);
  }

  private static Case lpPool() {
    ModelWriter model =
        modelOf(22, 1, 2, 5)
            .node(
                "LpPool",
                "y",
                List.of("x"),
                ints("kernel_shape", 2),
                ints("strides", 2),
                with("ceil_mode", 1),
                with("p", 1));
    return new Case("LpPool", model, TensorShape.of(1, 2, 5), 1, 4, 4);
  }
}
