package io.zkml.ml.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.onnx.TestModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassesTest {
  private static final long SEED = 3;
  private final Random random = new Random(SEED);
  private final Map<String, FloatTensor> initializers = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private FloatTensor random(int... dims) {
    TensorShape shape = TensorShape.of(dims);
    return FloatTensor.of(shape, random.doubles(shape.elements(), 0.1, 1).toArray());
  }

  private void node(String operator, Attributes attributes, String output, String... inputs) {
    String name = "node" + nodes.size();
    nodes.add(new Node(name, operator, "", 13, Arrays.asList(inputs), List.of(output), attributes));
  }

  private void node(String operator, String output, String... inputs) {
    node(operator, Attributes.none(), output, inputs);
  }

  private void normalization(int channels, String output, String input) {
    for (String name : List.of("scale", "b", "mean", "variance")) {
      initializers.put(output + name, random(channels));
    }
    node(
        "BatchNormalization",
        output,
        input,
        output + "scale",
        output + "b",
        output + "mean",
        output + "variance");
  }

  private Graph graph(TensorShape input, String... outputs) {
    return new Graph(
        "g",
        List.of(new GraphValue("x", DataType.FLOAT, input)),
        List.of(outputs),
        initializers,
        nodes);
  }

  private void assertSameResults(Graph before, Graph after) throws Exception {
    assertThat(after.inputs()).isEqualTo(before.inputs());
    assertThat(after.outputs()).isEqualTo(before.outputs());
    FloatTensor x = random(before.inputs().getFirst().shape().toArray());
    Map<String, FloatTensor> expected = FloatInterpreter.of(before).run(Map.of("x", x));
    Map<String, FloatTensor> actual = FloatInterpreter.of(after).run(Map.of("x", x));
    expected.forEach((name, tensor) -> {
      assertThat(actual.get(name).shape()).isEqualTo(tensor.shape());
      assertThat(actual.get(name).data()).containsExactly(tensor.data(), within(1e-9));
    });
  }

  private static List<String> operators(Graph graph) {
    return graph.nodes().stream().map(Node::operator).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mlp", "fmnist_lenet5", "fmnist_mbv2"})
  void apply_realModel_computesTheSame(String name) throws Exception {
    Graph before = GraphBuilder.of(TestModels.model(name)).build();
    Graph after = GraphPasses.apply(before);

    assertSameResults(before, after);
    assertThat(operators(after)).doesNotContain("Constant", "Identity", "Dropout");
    assertThat(after.initializers().keySet())
        .allSatisfy(
            value -> assertThat(after.consumers(value)).as("users of %s", value).isNotEmpty());
  }

  @Test
  void constantFolding_computedShape_becomesAnInitializer() throws Exception {
    initializers.put("one", FloatTensor.vector(1));
    initializers.put("rest", FloatTensor.vector(-1));
    node("Shape", "s", "x");
    node("Gather", "d", "s", "one");
    node("Concat", Attributes.of(Map.of("axis", new Attribute.IntValue(0))), "t", "d", "rest");
    node("Reshape", "y", "x", "t");
    Graph before = graph(TensorShape.of(2, 3), "y");

    Graph after = new ConstantFolding().apply(before);

    assertThat(operators(after)).containsExactly("Reshape");
    assertThat(after.initializers()).containsEntry("t", FloatTensor.vector(3, -1));
    assertSameResults(before, after);
  }

  @Test
  void constantFolding_constantOutput_staysAnOutput() throws Exception {
    initializers.put("one", FloatTensor.vector(1));
    node("Add", "y", "one", "one");
    Graph before = graph(TensorShape.of(1), "y");

    Graph after = GraphPasses.apply(before);

    assertThat(after.nodes()).isEmpty();
    assertThat(after.initializers()).containsOnlyKeys("y");
    assertSameResults(before, after);
  }

  @Test
  void dropIdentity_chains_areDropped() throws Exception {
    node("Identity", "a", "x");
    node("Dropout", "b", "a");
    node("Relu", "c", "b");
    node("Identity", "d", "c");
    node("Add", "e", "d", "b");
    node("Identity", "y", "e");
    Graph before = graph(TensorShape.of(3), "y");

    Graph after = new DropIdentity().apply(before);

    assertThat(operators(after)).containsExactly("Relu", "Add");
    assertThat(after.nodes().getLast().outputs()).containsExactly("y");
    assertSameResults(before, after);
  }

  @Test
  void dropIdentity_outputThatNeedsTwoNames_stays() throws Exception {
    node("Identity", "ofInput", "x");
    node("Relu", "r", "x");
    node("Identity", "first", "r");
    node("Identity", "second", "r");
    node("Relu", "third", "first");
    node("Identity", "fourth", "third");
    Graph before = graph(TensorShape.of(3), "ofInput", "first", "second", "third", "fourth");

    Graph after = new DropIdentity().apply(before);

    assertThat(operators(after))
        .containsExactly("Identity", "Relu", "Identity", "Relu", "Identity");
    assertSameResults(before, after);
  }

  @Test
  void dropIdentity_usedMask_keepsTheDropout() throws Exception {
    nodes.add(
        new Node("n", "Dropout", "", 13, List.of("x"), List.of("y", "mask"), Attributes.none()));
    Graph before = graph(TensorShape.of(3), "y", "mask");

    assertThat(operators(new DropIdentity().apply(before))).containsExactly("Dropout");
  }

  @Test
  void foldBatchNormalization_afterConv_changesItsWeights() throws Exception {
    initializers.put("w", random(4, 1, 3, 3));
    initializers.put("b", random(4));
    Attributes group = Attributes.of(Map.of("group", new Attribute.IntValue(2)));
    node("Conv", group, "c", "x", "w", "b");
    normalization(4, "n", "c");
    normalization(4, "m", "n");
    node("Relu", "y", "m");
    Graph before = graph(TensorShape.of(1, 2, 5, 5), "y");

    Graph after = GraphPasses.apply(before);

    assertThat(operators(after)).containsExactly("Conv", "Relu");
    assertThat(after.initializers()).hasSize(2);
    assertSameResults(before, after);
  }

  @Test
  void foldBatchNormalization_convWithoutBias_getsOne() throws Exception {
    initializers.put("w", random(4, 2, 1, 1));
    node("Conv", "c", "x", "w");
    normalization(4, "y", "c");
    Graph before = graph(TensorShape.of(1, 2, 3, 3), "y");

    Graph after = GraphPasses.apply(before);

    assertThat(operators(after)).containsExactly("Conv");
    assertThat(after.nodes().getFirst().inputs()).hasSize(3);
    assertSameResults(before, after);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void foldBatchNormalization_afterGemm_changesItsColumns(boolean transposed) throws Exception {
    initializers.put("w", transposed ? random(4, 3) : random(3, 4));
    initializers.put("b", random(1, 4));
    node(
        "Gemm",
        Attributes.of(
            Map.of(
                "transB", new Attribute.IntValue(transposed ? 1 : 0),
                "alpha", new Attribute.FloatValue(2),
                "beta", new Attribute.FloatValue(3))),
        "g",
        "x",
        "w",
        "b");
    normalization(4, "y", "g");
    Graph before = graph(TensorShape.of(2, 3), "y");

    Graph after = GraphPasses.apply(before);

    assertThat(operators(after)).containsExactly("Gemm");
    assertSameResults(before, after);
  }

  @Test
  void foldBatchNormalization_layerWithOtherUsers_stays() throws Exception {
    initializers.put("w", random(4, 2, 1, 1));
    node("Conv", "c", "x", "w");
    normalization(4, "n", "c");
    node("Add", "y", "n", "c");
    Graph before = graph(TensorShape.of(1, 2, 3, 3), "y");

    Graph after = GraphPasses.apply(before);

    assertThat(operators(after)).containsExactly("Conv", "BatchNormalization", "Add");
    assertSameResults(before, after);
  }

  @Test
  void foldBatchNormalization_biasThatDiffersBetweenRows_stays() throws Exception {
    initializers.put("w", random(3, 4));
    initializers.put("b", random(2, 1));
    node("Gemm", "g", "x", "w", "b");
    normalization(4, "y", "g");
    Graph before = graph(TensorShape.of(2, 3), "y");

    Graph after = GraphPasses.apply(before);

    assertThat(operators(after)).containsExactly("Gemm", "BatchNormalization");
    assertSameResults(before, after);
  }

  @Test
  void dropUnused_deadNodesAndInitializers_areDropped() throws Exception {
    initializers.put("w", random(3));
    node("Add", "a", "x", "w");
    node("Relu", "b", "a");
    node("Relu", "y", "x");
    Graph before = graph(TensorShape.of(3), "y");

    Graph after = new DropUnused().apply(before);

    assertThat(operators(after)).containsExactly("Relu");
    assertThat(after.initializers()).isEmpty();
    assertSameResults(before, after);
  }
}
