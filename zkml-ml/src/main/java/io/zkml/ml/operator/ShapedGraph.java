package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Map;
import java.util.Optional;

/** A graph of supported nodes with the shape and element type of every value; immutable. */
public final class ShapedGraph {
  private final Graph graph;
  private final Map<String, TensorShape> shapes;
  private final Map<String, DataType> types;
  private final Map<String, FloatTensor> constants;
  private final Map<String, NodeContext> contexts;

  ShapedGraph(
      Graph graph,
      Map<String, TensorShape> shapes,
      Map<String, DataType> types,
      Map<String, FloatTensor> constants,
      Map<String, NodeContext> contexts) {
    this.graph = graph;
    this.shapes = Map.copyOf(shapes);
    this.types = Map.copyOf(types);
    this.constants = Map.copyOf(constants);
    this.contexts = Map.copyOf(contexts);
  }

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /**
   * Shape of a value.
   *
   * @throws IllegalArgumentException if the graph has no value of the name
   */
  public TensorShape shape(String value) {
    TensorShape shape = shapes.get(value);
    if (shape == null) {
      throw new IllegalArgumentException("no value named '" + value + "'");
    }
    return shape;
  }

  /**
   * Element type of a value.
   *
   * @throws IllegalArgumentException if the graph has no value of the name
   */
  public DataType type(String value) {
    DataType type = types.get(value);
    if (type == null) {
      throw new IllegalArgumentException("no value named '" + value + "'");
    }
    return type;
  }

  /**
   * A value that doesn't depend on the graph's inputs: an initialiser or what follows from some.
   */
  public Optional<FloatTensor> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** What is known of a node of the graph. */
  public NodeContext context(Node node) {
    NodeContext context = contexts.get(node.name());
    if (context == null) {
      throw new IllegalArgumentException("no node named '" + node.name() + "'");
    }
    return context;
  }

  /** The operator of a node of the graph. */
  public Operator operator(Node node) {
    return Operators.of(node)
        .orElseThrow(() -> new IllegalArgumentException("no operator " + node.operator()));
  }
}
