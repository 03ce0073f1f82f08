package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.Subgraph;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UniqueNames;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph in which nodes of {@link ControlFlow} are replaced by what they run. */
public final class Expansion {
  /** Nodes and constants that replace others, all together. */
  private static final int MAX_ADDED = 400_000;

  private final Graph graph;
  private final ShapeInference inference;
  private final UniqueNames values;
  private final UniqueNames names = new UniqueNames();
  private final Map<String, FloatTensor> initializers;
  private final List<Node> nodes = new ArrayList<>();
  private int added;

  Expansion(Graph graph, ShapeInference inference) {
    this.graph = graph;
    this.inference = inference;
    this.values = UniqueNames.ofValues(graph);
    graph.nodes().forEach(node -> names.claim(node.name()));
    this.initializers = new LinkedHashMap<>(graph.initializers());
  }

  /** The graph that results. */
  Graph graph() {
    return added > 0 ? graph.with(nodes, initializers) : graph;
  }

  /** A node stays as it is. */
  void keep(Node node) {
    nodes.add(node);
  }

  /** A value, if it is constant. */
  Optional<FloatTensor> constant(String value) {
    return inference.constant(value);
  }

  /** The shape of a value. */
  TensorShape shape(String value) throws OperatorException {
    return inference
        .shape(value)
        .orElseThrow(() -> new OperatorException("the shape of '" + value + "' is not known"));
  }

  /** Adds a constant of one number; gives its name. */
  String number(double value, DataType type) throws OperatorException {
    return constant("constant", FloatTensor.scalar(value).withType(type));
  }

  /** Adds a constant; gives its name. */
  String constant(String wanted, FloatTensor tensor) throws OperatorException {
    count();
    String name = values.claim(wanted);
    initializers.put(name, tensor);
    inference.addConstant(name, tensor);
    return name;
  }

  /** Adds a node of {@code ai.onnx} for another; gives the name of its output. */
  String node(
      Node replaced, String operator, List<String> inputs, Map<String, Attribute> attributes)
      throws OperatorException {
    String output = values.claim(replaced.name() + "/" + operator);
    add(replaced, operator, inputs, output, Attributes.of(attributes));
    return output;
  }

  /** Gives a value the name of another node's output, which may be left out. */
  void output(Node replaced, int index, String value) throws OperatorException {
    if (!replaced.output(index).isEmpty()) {
      add(replaced, "Identity", List.of(value), replaced.output(index), Attributes.none());
    }
  }

  private void add(
      Node replaced, String operator, List<String> inputs, String output, Attributes attributes)
      throws OperatorException {
    String name = names.claim(replaced.name() + "/" + operator);
    int opset = replaced.opset();
    visit(new Node(name, operator, "", opset, inputs, List.of(output), attributes));
  }

  private void visit(Node node) throws OperatorException {
    count();
    inference.add(node);
  }

  private void count() throws OperatorException {
    added++;
    Args.require(added <= MAX_ADDED, "it takes more than " + MAX_ADDED + " nodes and constants");
  }

  /**
   * Runs a body of a node.
   *
   * @param attribute the attribute that holds it
   * @param formal values for its inputs
   * @return values of its outputs
   */
  List<String> run(Node node, String attribute, List<String> formal) throws OperatorException {
    Subgraph body = body(node, attribute);
    Args.require(
        body.inputs().size() == formal.size(),
        attribute + " has " + body.inputs().size() + " inputs, given are " + formal.size());
    Map<String, String> renamed = new HashMap<>(Map.of("", ""));
    List<String> captured = captured(node, attribute);
    for (int i = 0; i < captured.size(); i++) {
      renamed.put(body.captured().get(i), captured.get(i));
    }
    for (int i = 0; i < formal.size(); i++) {
      renamed.put(body.inputs().get(i), formal.get(i));
    }
    for (Map.Entry<String, FloatTensor> entry : body.initializers().entrySet()) {
      String name = constant(node.name() + "/" + entry.getKey(), entry.getValue());
      renamed.put(entry.getKey(), name);
    }
    addNodes(node, body, renamed);
    return body.outputs().stream().map(renamed::get).toList();
  }

  private void addNodes(Node node, Subgraph body, Map<String, String> renamed)
      throws OperatorException {
    for (Node inner : body.nodes()) {
      for (String output : inner.outputs()) {
        if (!output.isEmpty()) {
          renamed.put(output, values.claim(node.name() + "/" + output));
        }
      }
      visit(
          new Node(
              names.claim(node.name() + "/" + inner.name()),
              inner.operator(),
              inner.domain(),
              inner.opset(),
              inner.inputs().stream().map(renamed::get).toList(),
              inner.outputs().stream().map(renamed::get).toList(),
              inner.attributes()));
    }
  }

  /** A body. */
  static Subgraph body(Node node, String attribute) throws OperatorException {
    return node.attributes()
        .graph(attribute)
        .orElseThrow(() -> new OperatorException("attribute '" + attribute + "' is missing"));
  }

  /** The inputs of a node that a body captures: those of all bodies come last, in their order. */
  private static List<String> captured(Node node, String attribute) {
    int begin = formalInputs(node);
    for (Map.Entry<String, Attribute> entry : node.attributes().asMap().entrySet()) {
      if (entry.getValue() instanceof Attribute.GraphValue(Subgraph body)) {
        int end = begin + body.captured().size();
        if (entry.getKey().equals(attribute)) {
          return node.inputs().subList(begin, end);
        }
        begin = end;
      }
    }
    return List.of();
  }

  /** Number of inputs of a node before those that bodies capture. */
  static int formalInputs(Node node) {
    int count = node.inputs().size();
    for (Attribute attribute : node.attributes().asMap().values()) {
      if (attribute instanceof Attribute.GraphValue(Subgraph body)) {
        count -= body.captured().size();
      }
    }
    return count;
  }
}
