package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused names the node, its operator, the reason and what to do. */
class RefusalsTest {
  private static final int INT64 = 7;

  /** Nodes that make a model that is refused. */
  record Refused(String operator, String reason, UnaryOperator<ModelWriter> nodes) {
    @Override
    public String toString() {
      return operator;
    }
  }

  static List<Refused> refused() {
    return List.of(
        new Refused(
            "NoSuchOperator",
            "the operator is not supported: define it as a function",
            m -> m.node("NoSuchOperator", "y", List.of("x"))),
        new Refused(
            "Det",
            "the operator cannot be proven yet: compute it before or behind the model",
            m -> m.node("Det", "y", List.of("x"))),
        new Refused(
            "Reshape",
            "input 'shape' must be constant: fix it with bindInput",
            m ->
                m.node("Cast", "s", List.of("x"), Attribute.of("to", INT64))
                    .node("Reshape", "y", List.of("x", "s"))),
        new Refused(
            "ScatterElements",
            "input 1 must be constant to be proven: fix it with bindInput",
            m ->
                m.node("Cast", "s", List.of("x"), Attribute.of("to", INT64))
                    .node("ScatterElements", "y", List.of("x", "s", "x"))),
        new Refused(
            "NonZero",
            "input 'X' must be constant: the output's shape depends on it",
            m -> m.node("NonZero", "y", List.of("x"))),
        new Refused(
            "MaxPool",
            "the output of indices cannot be proven yet: leave it out",
            m ->
                m.ints("to", 1, 1, 2, 2)
                    .node("Reshape", "r", List.of("x", "to"))
                    .node(
                        "MaxPool",
                        List.of("m", "y"),
                        List.of("r"),
                        Attribute.ints("kernel_shape", 2, 2))),
        new Refused(
            "ReduceMean",
            "a mean of integers cannot be proven yet: cast them to float",
            m ->
                m.node("Cast", "s", List.of("x"), Attribute.of("to", INT64))
                    .node("ReduceMean", "y", List.of("s"))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void compile_refused_saysWhereWhyAndWhatToDo(Refused refused) {
    ModelWriter model = new ModelWriter(13).input("x", 2, 2).output("y", 1);
    byte[] onnx = refused.nodes().apply(model).toBytes();
    FloatTensor sample = FloatTensor.of(TensorShape.of(2, 2), 1, 0, 0, 1);

    assertThatThrownBy(() -> ModelCompiler.of(onnx).calibration(List.of(sample)).compile())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("node 'node y' (" + refused.operator() + ", opset 13): ")
        .hasMessageContaining(refused.reason());
  }
}
