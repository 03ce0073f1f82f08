package io.zkml.ml.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.Dimension;
import io.zkml.ml.onnx.FunctionProto;
import io.zkml.ml.onnx.GraphProto;
import io.zkml.ml.onnx.ModelProto;
import io.zkml.ml.onnx.NodeProto;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OperatorSetId;
import io.zkml.ml.onnx.TestModels;
import io.zkml.ml.onnx.TypeProto;
import io.zkml.ml.onnx.ValueInfoProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphBuilderTest {
  private static final Dimension BATCH = new Dimension.Symbolic("N");
  private static final Dimension LENGTH = new Dimension.Symbolic("length");
  private static final Dimension UNKNOWN = new Dimension.Unknown();
  private static final Dimension THREE = new Dimension.Fixed(3);

  private static ValueInfoProto value(String name, Dimension... dims) {
    return new ValueInfoProto(
        name, new TypeProto.Tensor(DataType.FLOAT, Optional.of(List.of(dims))));
  }

  private static NodeProto node(String name, String input, String output) {
    return new NodeProto(name, "Relu", "", "", List.of(input), List.of(output), List.of());
  }

  private static ModelProto model(List<ValueInfoProto> inputs, NodeProto... nodes) {
    return model(13, List.of(), inputs, nodes);
  }

  private static ModelProto model(
      int opset, List<FunctionProto> functions, List<ValueInfoProto> inputs, NodeProto... nodes) {
    GraphProto graph =
        new GraphProto("g", Arrays.asList(nodes), List.of(), 0, inputs, List.of(value("y")));
    return new ModelProto(8, "", List.of(new OperatorSetId("ai.onnx", opset)), functions, graph);
  }

  private static void assertMalformed(ModelProto model, String reason) {
    assertThatThrownBy(() -> GraphBuilder.of(model).build())
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining(reason);
  }

  private static void assertUnsupported(ModelProto model, String reason) {
    assertThatThrownBy(() -> GraphBuilder.of(model).build())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void build_realModel_hasBatchOne() throws Exception {
    Graph graph = GraphBuilder.of(TestModels.model("fmnist_lenet5")).build();

    assertThat(graph.inputs())
        .containsExactly(new GraphValue("x", DataType.FLOAT, TensorShape.of(1, 1, 28, 28)));
    assertThat(graph.outputs()).containsExactly("logits");
    assertThat(graph.nodes()).hasSize(12);
    assertThat(graph.initializers().get("c1.weight").shape()).isEqualTo(TensorShape.of(6, 1, 5, 5));
    assertThat(graph.producer("logits").orElseThrow().operator()).isEqualTo("Gemm");
    assertThat(graph.consumers("x")).extracting(Node::operator).containsExactly("Conv");
  }

  @Test
  void build_unsortedNodes_areSorted() throws Exception {
    ModelProto model = model(List.of(value("x", THREE)), node("b", "m", "y"), node("a", "x", "m"));

    assertThat(GraphBuilder.of(model).build().nodes())
        .extracting(Node::name)
        .containsExactly("a", "b");
  }

  @Test
  void build_brokenGraph_isMalformed() {
    List<ValueInfoProto> x = List.of(value("x", THREE));

    assertMalformed(model(x, node("a", "m", "y"), node("b", "y", "m")), "cycle");
    assertMalformed(model(x, node("a", "z", "y")), "node 'a': its input 'z' is not defined");
    assertMalformed(model(x, node("a", "x", "y"), node("b", "x", "y")), "'y' is defined twice");
    assertMalformed(model(x, node("a", "x", "x")), "'x' is defined twice");
    assertMalformed(model(x, node("a", "x", "m")), "output 'y' is not computed");
    assertMalformed(model(List.of(value(""))), "without a name");
    assertMalformed(
        model(x, new NodeProto("a", "Op", "other", "", List.of(), List.of("y"), List.of())),
        "no opset_import for its domain 'other'");
  }

  @Test
  void build_unnamedNodes_getUniqueNames() throws Exception {
    ModelProto model =
        model(
            List.of(value("x", THREE)),
            node("", "x", "a"),
            node("", "a", "b"),
            node("n", "b", "c"),
            node("n", "c", "y"));

    assertThat(GraphBuilder.of(model).build().nodes())
        .extracting(Node::name)
        .containsExactly("Relu", "Relu_1", "n", "n_1");
  }

  @Test
  void build_dynamicDimensions_areFixedByTheCaller() throws Exception {
    ModelProto model = model(List.of(value("x", BATCH, LENGTH, UNKNOWN)), node("a", "x", "y"));

    assertUnsupported(model, "fix 'length' with dimension");
    assertUnsupported(model, "dimension 2 of input 'x' is dynamic");
    assertThat(
            GraphBuilder.of(model)
                .inputShape("x", TensorShape.of(2, 3, 4))
                .build()
                .inputs()
                .getFirst()
                .shape())
        .isEqualTo(TensorShape.of(2, 3, 4));
  }

  @Test
  void build_namedDimension_isFixedInAllInputs() throws Exception {
    ModelProto model =
        model(List.of(value("x", BATCH, LENGTH), value("z", LENGTH, BATCH)), node("a", "x", "y"));

    Graph graph = GraphBuilder.of(model).dimension("N", 5).dimension("length", 7).build();

    assertThat(graph.inputs())
        .extracting(GraphValue::shape)
        .containsExactly(TensorShape.of(5, 7), TensorShape.of(7, 5));
  }

  @Test
  void build_namesThatTheModelLacks_areCallerMistakes() {
    GraphBuilder dimension = GraphBuilder.of(TestModels.model("fmnist_mlp")).dimension("M", 1);
    GraphBuilder shape =
        GraphBuilder.of(TestModels.model("fmnist_mlp")).inputShape("z", TensorShape.scalar());
    GraphBuilder contradiction =
        GraphBuilder.of(TestModels.model("fmnist_mlp"))
            .inputShape("x", TensorShape.of(1, 1, 28, 29));
    GraphBuilder bound =
        GraphBuilder.of(TestModels.model("fmnist_mlp")).bindInput("z", FloatTensor.scalar(0));

    assertThatThrownBy(dimension::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(shape::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(contradiction::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(bound::build).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void build_boundInput_becomesAnInitializer() throws Exception {
    ModelProto model = model(List.of(value("x", THREE)), node("a", "x", "y"));
    FloatTensor constant = FloatTensor.vector(1, 2, 3);

    Graph graph = GraphBuilder.of(model).bindInput("x", constant).build();

    assertThat(graph.inputs()).isEmpty();
    assertThat(graph.initializers()).containsEntry("x", constant);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 26})
  void build_opsetAtTheEnds_isAccepted(int opset) throws Exception {
    ModelProto model = model(opset, List.of(), List.of(value("x", THREE)), node("a", "x", "y"));

    assertThat(GraphBuilder.of(model).build().nodes().getFirst().opset()).isEqualTo(opset);
  }

  private static FunctionProto ofOpset(int opset) {
    return new FunctionProto(
        "own",
        "F",
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(new OperatorSetId("", opset)),
        List.of());
  }

  @Test
  void build_unsupportedParts_areListedTogether() {
    ModelProto model =
        model(
            27,
            List.of(ofOpset(6)),
            List.of(
                value("x", THREE, LENGTH),
                new ValueInfoProto("s", new TypeProto.Other("sequence")),
                new ValueInfoProto("t", new TypeProto.Tensor(DataType.STRING, Optional.empty())),
                new ValueInfoProto("u", new TypeProto.Tensor(DataType.FLOAT, Optional.empty()))),
            node("a", "x", "y"));

    assertThatThrownBy(() -> GraphBuilder.of(model).build())
        .isInstanceOfSatisfying(
            UnsupportedModelException.class, e -> assertThat(e.problems()).hasSize(6))
        .hasMessageContaining("opset 27, supported are 7 to 26")
        .hasMessageContaining("function 'F' is of opset 6")
        .hasMessageContaining("input 's' is of type sequence")
        .hasMessageContaining("input 't' has elements of type STRING")
        .hasMessageContaining("input 'u' has no shape");
  }

  @Test
  void build_opsetImportTwice_isMalformed() {
    GraphProto graph = model(List.of(value("x", THREE)), node("a", "x", "y")).graph();
    List<OperatorSetId> opsets =
        List.of(new OperatorSetId("", 13), new OperatorSetId("ai.onnx", 8));

    assertMalformed(new ModelProto(8, "", opsets, List.of(), graph), "twice");
  }

  @Test
  void build_sparseInitializers_areUnsupported() {
    GraphProto plain = model(List.of(value("x", THREE)), node("a", "x", "y")).graph();
    GraphProto sparse =
        new GraphProto("g", plain.nodes(), List.of(), 2, plain.inputs(), plain.outputs());

    assertUnsupported(
        new ModelProto(8, "", List.of(new OperatorSetId("", 13)), List.of(), sparse),
        "2 sparse initialisers");
  }
}
