package io.zkml.ml.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.Subgraph;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.interpret.NodeTestProver;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code If}, {@code Loop} and {@code Scan}. */
class ControlFlowTest {
  private static final FloatTensor X = FloatTensor.vector(1, 2, 3);

  private static Node node(String operator, List<String> inputs, String output) {
    return new Node(operator, operator, "", 13, inputs, List.of(output), Attributes.none());
  }

  /** A body that applies an operator to its input and a value of the graph around it. */
  private static Attribute body(
      String operator, List<String> inputs, List<String> outputs, List<String> arguments) {
    return new Attribute.GraphValue(
        new Subgraph(
            inputs,
            outputs,
            arguments.stream().filter(name -> !inputs.contains(name)).toList(),
            Map.of("true", FloatTensor.scalar(1).withType(DataType.BOOL)),
            List.of(node(operator, arguments, "r"))));
  }

  private static Graph graph(
      String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> bodies) {
    Node node = new Node("n", operator, "", 13, inputs, outputs, Attributes.of(bodies));
    return new Graph(
        "g",
        List.of(new GraphValue("x", DataType.FLOAT, X.shape())),
        outputs,
        Map.of(
            "on",
            FloatTensor.scalar(1),
            "off",
            FloatTensor.scalar(0),
            "three",
            FloatTensor.scalar(3)),
        List.of(node));
  }

  private static List<FloatTensor> run(Graph graph) throws Exception {
    List<FloatTensor> direct = List.copyOf(FloatInterpreter.of(graph).run(Map.of("x", X)).values());
    Graph passed = GraphPasses.apply(graph);
    assertThat(passed.nodes()).noneMatch(node -> node.name().equals("n"));
    assertThat(List.copyOf(FloatInterpreter.of(passed).run(Map.of("x", X)).values()))
        .isEqualTo(direct);
    return direct;
  }

  private static Graph choice(String condition) {
    Map<String, Attribute> branches =
        Map.of(
            "then_branch", body("Add", List.of(), List.of("r"), List.of("x", "three")),
            "else_branch", body("Mul", List.of(), List.of("r"), List.of("three", "x")));
    List<String> inputs = List.of(condition, "three", "x", "x", "three");
    return graph("If", inputs, List.of("y"), branches);
  }

  @Test
  void if_constantCondition_takesItsBranch() throws Exception {
    assertThat(run(choice("on"))).containsExactly(FloatTensor.vector(4, 5, 6));
    assertThat(run(choice("off"))).containsExactly(FloatTensor.vector(3, 6, 9));
    assertThat(ShapeInference.problems(choice("x")).getFirst().reason())
        .isEqualTo("the condition has shape [3]");
  }

  /** An {@code If} on the first number of x. */
  private static Graph computed(String otherwise, String operand) {
    Map<String, Attribute> branches =
        Map.of(
            "then_branch", body("Add", List.of(), List.of("r"), List.of("x", "three")),
            "else_branch", body(otherwise, List.of(), List.of("r"), List.of("three", operand)));
    List<Node> nodes =
        List.of(
            new Node(
                "s",
                "Slice",
                "",
                13,
                List.of("x", "begin", "end"),
                List.of("first"),
                Attributes.none()),
            new Node(
                "g", "Greater", "", 13, List.of("first", "three"), List.of("c"), Attributes.none()),
            new Node(
                "n",
                "If",
                "",
                13,
                List.of("c", "three", operand, "x", "three"),
                List.of("y"),
                Attributes.of(branches)));
    return new Graph(
        "g",
        List.of(new GraphValue("x", DataType.FLOAT, X.shape())),
        List.of("y"),
        Map.of(
            "begin", FloatTensor.vector(new int[] {0}),
            "end", FloatTensor.vector(new int[] {1}),
            "three", FloatTensor.scalar(3)),
        nodes);
  }

  @Test
  void if_computedCondition_choosesBetweenBothBranches() throws Exception {
    assertThat(run(computed("Mul", "x"))).containsExactly(FloatTensor.vector(3, 6, 9));
    FloatTensor above = FloatTensor.vector(4, 0, 1);
    assertThat(FloatInterpreter.of(computed("Mul", "x")).run(Map.of("x", above)).get("y"))
        .isEqualTo(FloatTensor.vector(7, 3, 4));
    try (NodeTestProver prover = new NodeTestProver()) {
      prover.prove(computed("Mul", "x"), Map.of("x", above));
    }
  }

  @Test
  void if_computedConditionAndOtherShapes_saysWhatToDo() {
    assertThat(ShapeInference.problems(computed("Mul", "three")).getFirst().reason())
        .contains("the branches give shapes")
        .contains("make it constant with bindInput");
  }

  private static Graph loop(String trips, String condition, String next) {
    Attribute body =
        body("Add", List.of("i", "c", "v"), List.of(next, "r", "v"), List.of("v", "x"));
    List<String> inputs = List.of(trips, condition, "x", "x");
    return graph("Loop", inputs, List.of("y", "all"), Map.of("body", body));
  }

  @Test
  void loop_constantTrips_isUnrolled() throws Exception {
    List<FloatTensor> out = run(loop("three", "on", "true"));

    assertThat(out.get(0)).isEqualTo(FloatTensor.vector(4, 8, 12));
    assertThat(out.get(1).shape()).isEqualTo(TensorShape.of(3, 3));
    assertThat(out.get(1).data()).containsExactly(1, 2, 3, 2, 4, 6, 3, 6, 9);
  }

  @Test
  void loop_whatIsNotKnown_isRefused() {
    assertThat(ShapeInference.problems(loop("x", "on", "true")).getFirst().reason())
        .contains("must follow from constants");
    assertThat(ShapeInference.problems(loop("three", "off", "true")).getFirst().reason())
        .contains("no iterations");
    assertThat(ShapeInference.problems(loop("", "on", "true")).getFirst().reason())
        .contains("iterations");
  }

  /** A loop of many iterations that hand on a value, with a body of its own. */
  private static Node many(List<String> inputs, String output, Subgraph body) {
    Map<String, Attribute> attributes = Map.of("body", new Attribute.GraphValue(body));
    return new Node("n", "Loop", "", 13, inputs, List.of(output), Attributes.of(attributes));
  }

  @Test
  void loop_nestedBeyondTheLimit_isRefused() {
    List<String> inputs = List.of("i", "c", "v");
    Subgraph inner = new Subgraph(inputs, List.of("c", "v"), List.of(), Map.of(), List.of());
    Node loop = many(List.of("many", "on", "v"), "w", inner);
    Subgraph outer =
        new Subgraph(inputs, List.of("c", "w"), List.of("many", "on"), Map.of(), List.of(loop));
    Graph graph =
        new Graph(
            "g",
            List.of(new GraphValue("x", DataType.FLOAT, X.shape())),
            List.of("y"),
            Map.of("many", FloatTensor.scalar(9_000), "on", FloatTensor.scalar(1)),
            List.of(many(List.of("many", "on", "x", "many", "on"), "y", outer)));

    assertThat(ShapeInference.problems(graph).getLast().reason())
        .isEqualTo("it takes more than 400000 nodes and constants");
  }

  @Test
  void scan_elements_areTakenInOrder() throws Exception {
    Attribute body = body("Add", List.of("s", "e"), List.of("r", "r"), List.of("s", "e"));
    Map<String, Attribute> forward =
        Map.of("body", body, "num_scan_inputs", new Attribute.IntValue(1));
    Map<String, Attribute> backward =
        Map.of(
            "body", body,
            "num_scan_inputs", new Attribute.IntValue(1),
            "scan_input_directions", new Attribute.IntsValue(List.of(1L)),
            "scan_output_directions", new Attribute.IntsValue(List.of(1L)));
    List<String> inputs = List.of("three", "x");
    List<String> outputs = List.of("y", "all");

    assertThat(run(graph("Scan", inputs, outputs, forward)))
        .containsExactly(FloatTensor.scalar(9), FloatTensor.vector(4, 6, 9));
    assertThat(run(graph("Scan", inputs, outputs, backward)))
        .containsExactly(FloatTensor.scalar(9), FloatTensor.vector(9, 8, 6));
  }
}
