package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.ModelWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Matrix products proven. */
class MatrixProofTest {

  /** The transposed matrix. */
  static FloatTensor transposed(FloatTensor m) {
    int rows = m.shape().dim(0);
    int columns = m.shape().dim(1);
    double[] out = new double[m.size()];
    for (int i = 0; i < out.length; i++) {
      out[i % columns * rows + i / columns] = m.get(i);
    }
    return FloatTensor.of(OperatorContract.shape(columns, rows), out);
  }

  @Nested
  class GemmTest extends OperatorContract {

    @Override
    List<Case> cases() {
      FloatTensor w = random(1, 5, 7);
      ModelWriter scaled =
          model(1, 7)
              .floats("w", w)
              .floats("c", random(2, 5))
              .node(
                  "Gemm",
                  "y",
                  List.of("x", "w", "c"),
                  with("transB", 1),
                  with("alpha", 0.5),
                  with("beta", -2.0));
      ModelWriter batch =
          model(3, 7).floats("w", transposed(w)).floats("c", FloatTensor.scalar(0.75));
      ModelWriter row = model(1, 7).floats("w", transposed(w)).floats("c", random(2, 1, 5));
      return List.of(
          product("transB, alpha, beta", scaled, w, 1, 7),
          product("batch of 3, scalar C", plain(batch, "y"), w, 3, 7),
          product("C as a row, ReLU", plain(row, "g").node("Relu", "y", List.of("g")), w, 1, 7),
          flattened());
    }

    private ModelWriter plain(ModelWriter model, String output) {
      return model.node("Gemm", output, List.of("x", "w", "c"));
    }

    private Case product(String name, ModelWriter model, FloatTensor w, int... input) {
      return new Case(name, model, shape(input), 1, 8, gain(w));
    }

    private Case flattened() {
      FloatTensor w = random(1, 4, 3 * 5 * 3);
      ModelWriter model =
          model(1, 3, 5, 3)
              .node("Relu", "r", List.of("x"))
              .node("Flatten", "f", List.of("r"))
              .floats("w", w)
              .node("Gemm", "y", List.of("f", "w"), with("transB", 1));
      return new Case("behind Flatten", model, shape(1, 3, 5, 3), 1, 46, 4 * gain(w));
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of();
    }
  }

  @Nested
  class MatMulTest extends OperatorContract {

    @Override
    List<Case> cases() {
      FloatTensor w = random(1, 6, 5);
      ModelWriter chain =
          model(1, 3, 5)
              .floats("w", transposed(w))
              .floats("v", w)
              .node("MatMul", "a", List.of("x", "w"))
              .node("MatMul", "y", List.of("a", "v"));
      return List.of(
          product("a vector", w, 5),
          product("a row", w, 1, 5),
          product("rows", w, 3, 5),
          product("rank 3", w, 2, 3, 5),
          product("rank 4", w, 1, 2, 3, 5),
          new Case("two in a row", chain, shape(1, 3, 5), 1, 18, 9 * gain(w)));
    }

    private Case product(String name, FloatTensor w, int... input) {
      ModelWriter model =
          model(input).floats("w", transposed(w)).node("MatMul", "y", List.of("x", "w"));
      return new Case(name, model, shape(input), 1, 6, gain(w));
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of();
    }
  }
}
