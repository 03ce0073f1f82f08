package io.zkml.ml.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.TestModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {
  private static final String UNKNOWN =
      "the operator is not supported: define it as a function of the model, or replace it by"
          + " operators that docs/operators.md lists";
  private static final GraphValue X = new GraphValue("x", DataType.FLOAT, TensorShape.of(2, 3));

  private static Node node(
      String name, String operator, Attributes attributes, List<String> inputs, String output) {
    return new Node(name, operator, "", 13, inputs, List.of(output), attributes);
  }

  private static Graph graph(Map<String, FloatTensor> initializers, Node... nodes) {
    String output = nodes[nodes.length - 1].output(0);
    return new Graph("g", List.of(X), List.of(output), initializers, List.of(nodes));
  }

  @Test
  void infer_realModel_knowsEveryShape() throws Exception {
    ShapedGraph shaped =
        ShapeInference.infer(GraphBuilder.of(TestModels.model("fmnist_lenet5")).build());

    assertThat(shaped.shape("/c1/Conv_output_0")).isEqualTo(TensorShape.of(1, 6, 28, 28));
    assertThat(shaped.shape("/MaxPool_1_output_0")).isEqualTo(TensorShape.of(1, 16, 5, 5));
    assertThat(shaped.shape("logits")).isEqualTo(TensorShape.of(1, 10));
    assertThat(shaped.constant("c1.bias")).isPresent();
    assertThat(shaped.constant("logits")).isEmpty();
    assertThatThrownBy(() -> shaped.shape("none")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void infer_problemsInSeveralNodes_areListedTogether() {
    Graph graph =
        graph(
            Map.of(),
            node("one", "NoSuchOperator", Attributes.none(), List.of("x"), "a"),
            node("two", "Relu", Attributes.none(), List.of("a"), "b"),
            node("three", "MatMul", Attributes.none(), List.of("x", "x"), "c"),
            node("four", "Add", Attributes.none(), List.of("b", "c", "x"), "y"));

    assertThatThrownBy(() -> ShapeInference.infer(graph))
        .isInstanceOfSatisfying(
            UnsupportedModelException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new ModelProblem("one", "NoSuchOperator", 13, UNKNOWN),
                        new ModelProblem(
                            "three", "MatMul", 13, "the shapes [2, 3] and [2, 3] don't fit"),
                        new ModelProblem("four", "Add", 13, "it has 3 inputs")))
        .hasMessageContaining("3 unsupported parts")
        .hasMessageContaining("node 'one' (NoSuchOperator, opset 13): " + UNKNOWN);
  }

  @Test
  void infer_operatorOfAnotherDomain_isNotTheStandardOne() {
    Node own = new Node("n", "Relu", "own", 1, List.of("x"), List.of("y"), Attributes.none());

    assertThat(ShapeInference.problems(graph(Map.of(), own)))
        .containsExactly(new ModelProblem("n", "own.Relu", 1, UNKNOWN));
  }

  @Test
  void infer_shapeComputedFromShapes_isConstant() throws Exception {
    Attributes axis = Attributes.of(Map.of("axis", new Attribute.IntValue(0)));
    Graph graph =
        graph(
            Map.of(
                "zero", FloatTensor.vector(0),
                "one", FloatTensor.scalar(1),
                "rest", FloatTensor.vector(-1)),
            node("shape", "Shape", Attributes.none(), List.of("x"), "s"),
            node("gather", "Gather", Attributes.none(), List.of("s", "one"), "d"),
            node("unsqueeze", "Unsqueeze", Attributes.none(), List.of("d", "zero"), "u"),
            node("concat", "Concat", axis, List.of("u", "rest"), "t"),
            node("reshape", "Reshape", Attributes.none(), List.of("x", "t"), "y"));

    assertThat(ShapeInference.infer(graph).shape("y")).isEqualTo(TensorShape.of(3, 2));
  }

  @Test
  void find_everyOperator_isFoundByName() {
    assertThat(Operators.ALL)
        .extracting(o -> o.domain() + ":" + o.name())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(Operators.ALL)
        .allSatisfy(o -> assertThat(Operators.find(o.domain(), o.name())).hasValue(o));
    assertThat(Operators.find("ai.onnx.ml", "Relu")).isEmpty();
  }
}
