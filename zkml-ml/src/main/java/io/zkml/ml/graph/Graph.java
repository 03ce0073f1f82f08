package io.zkml.ml.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A computation graph; immutable. Every value has one name and one origin: an input, an initialiser
 * or a node. Nodes are in topological order.
 */
public final class Graph {
  private final String name;
  private final List<GraphValue> inputs;
  private final List<String> outputs;
  private final Map<String, FloatTensor> initializers;
  private final List<Node> nodes;
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, List<Node>> consumers = new HashMap<>();

  /**
   * @param name the graph's name, may be empty
   * @param inputs inputs in the model's order
   * @param outputs names of the output values in the model's order
   * @param initializers constant tensors by name; the map is copied, the tensors are shared
   * @param nodes nodes in topological order
   * @throws IllegalArgumentException if a value is used before it is defined, or defined twice
   */
  public Graph(
      String name,
      List<GraphValue> inputs,
      List<String> outputs,
      Map<String, FloatTensor> initializers,
      List<Node> nodes) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    this.nodes = List.copyOf(nodes);
    check();
    index();
  }

  private void check() {
    Set<String> defined = new HashSet<>();
    inputs.forEach(input -> define(defined, input.name()));
    initializers.keySet().forEach(initializer -> define(defined, initializer));
    Set<String> nodeNames = new HashSet<>();
    for (Node node : nodes) {
      require(nodeNames.add(node.name()), "two nodes are named '" + node.name() + "'");
      node.inputs().forEach(input -> requireDefined(defined, input));
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          define(defined, output);
        }
      }
    }
    outputs.forEach(output -> requireDefined(defined, output));
  }

  private static void define(Set<String> defined, String value) {
    require(!value.isEmpty(), "a value without a name");
    require(defined.add(value), "the value '" + value + "' is defined twice");
  }

  private static void requireDefined(Set<String> defined, String value) {
    require(value.isEmpty() || defined.contains(value), "'" + value + "' is not defined before");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private void index() {
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        producers.put(output, node);
      }
      for (String input : new HashSet<>(node.inputs())) {
        consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
    }
  }

  /** The graph's name, may be empty. */
  public String name() {
    return name;
  }

  /** The inputs in the model's order. */
  public List<GraphValue> inputs() {
    return inputs;
  }

  /** Names of the output values in the model's order. */
  public List<String> outputs() {
    return outputs;
  }

  /** Constant tensors by name, in a stable order. */
  public Map<String, FloatTensor> initializers() {
    return initializers;
  }

  /** The nodes in topological order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node that produces a value; empty for inputs and initialisers. */
  public Optional<Node> producer(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.ofNullable(producers.get(value));
  }

  /** The nodes that use a value, each once, in topological order. */
  public List<Node> consumers(String value) {
    Collection<Node> found = value.isEmpty() ? List.of() : consumers.getOrDefault(value, List.of());
    return List.copyOf(found);
  }

  /** True if the value is an output of the graph. */
  public boolean isOutput(String value) {
    return outputs.contains(value);
  }

  /** True if the name belongs to an input, an initialiser or a node's output. */
  public boolean defines(String value) {
    return initializers.containsKey(value)
        || producer(value).isPresent()
        || inputs.stream().anyMatch(input -> input.name().equals(value));
  }

  /** This graph with other nodes and initialisers. */
  public Graph with(List<Node> newNodes, Map<String, FloatTensor> newInitializers) {
    return new Graph(name, inputs, outputs, newInitializers, newNodes);
  }
}
