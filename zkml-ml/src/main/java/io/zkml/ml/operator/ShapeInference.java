package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the shape and element type of every value of a graph and the values that are constant, and
 * checks every node against its operator on the way. Nodes of {@link ControlFlow} are replaced by
 * what they run.
 */
public final class ShapeInference {
  /** Largest number of elements of one tensor. */
  public static final long MAX_ELEMENTS = 1L << 28;

  /** Constant values are computed up to this number of elements, all together. */
  private static final long MAX_FOLDED_ELEMENTS = 1L << 25;

  private final Graph graph;
  private final Map<String, TensorShape> shapes = new HashMap<>();
  private final Map<String, DataType> types = new HashMap<>();
  private final Map<String, FloatTensor> constants = new HashMap<>();
  private final Map<String, NodeContext> contexts = new HashMap<>();
  private final List<ModelProblem> problems = new ArrayList<>();
  private final Expansion expansion;
  private long foldedElements;

  private ShapeInference(Graph graph) {
    this.graph = graph;
    this.expansion = new Expansion(graph, this);
  }

  /**
   * Infers the shapes.
   *
   * @throws UnsupportedModelException if a node isn't supported; lists all such nodes
   */
  public static ShapedGraph infer(Graph graph) throws UnsupportedModelException {
    ShapeInference inference = new ShapeInference(graph);
    inference.run();
    if (!inference.problems.isEmpty()) {
      throw new UnsupportedModelException(inference.problems);
    }
    return new ShapedGraph(
        inference.expansion.graph(),
        inference.shapes,
        inference.types,
        inference.constants,
        inference.contexts);
  }

  /** Every reason why {@link #infer} refuses the graph; empty if it doesn't. */
  public static List<ModelProblem> problems(Graph graph) {
    ShapeInference inference = new ShapeInference(graph);
    inference.run();
    return List.copyOf(inference.problems);
  }

  /**
   * What can be said of a graph whether it is supported or not.
   *
   * @param shapes of all values that do not come from a node that is reported
   * @param types of the same values
   * @param problems every reason why {@link #infer} refuses the graph
   */
  public record Findings(
      Map<String, TensorShape> shapes, Map<String, DataType> types, List<ModelProblem> problems) {
    /** Copies the collections. */
    public Findings {
      shapes = Map.copyOf(shapes);
      types = Map.copyOf(types);
      problems = List.copyOf(problems);
    }
  }

  /** As {@link #infer}, of as many nodes as possible. */
  public static Findings explore(Graph graph) {
    ShapeInference inference = new ShapeInference(graph);
    inference.run();
    return new Findings(inference.shapes, inference.types, inference.problems);
  }

  private void run() {
    for (var input : graph.inputs()) {
      if (input.shape().elements() > MAX_ELEMENTS) {
        problems.add(ModelProblem.ofModel(tooLarge("input '" + input.name(), input.shape())));
      }
      shapes.put(input.name(), input.shape());
      types.put(input.name(), input.type());
    }
    graph.initializers().forEach(this::addConstant);
    graph.nodes().forEach(this::add);
  }

  /** Visits a node of the graph or of a body that runs in it; notes what is wrong with it. */
  void add(Node node) {
    try {
      visit(node);
    } catch (OperatorException e) {
      problems.add(ModelProblem.of(node, e.reason()));
    }
  }

  /** Adds a constant value. */
  void addConstant(String name, FloatTensor tensor) {
    constants.put(name, tensor);
    shapes.put(name, tensor.shape());
    types.put(name, tensor.type());
  }

  /** A value, if it is constant. */
  Optional<FloatTensor> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** The shape of a value, empty if it comes from a node that is reported already. */
  Optional<TensorShape> shape(String value) {
    return Optional.ofNullable(shapes.get(value));
  }

  private void visit(Node node) throws OperatorException {
    Operator operator = Operators.of(node).orElse(null);
    if (operator == null) {
      throw new OperatorException(
          "the operator is not supported: define it as a function of the model, or replace it by"
              + " operators that docs/operators.md lists");
    }
    checkSignature(node, operator.signature(node.opset()));
    Optional<NodeContext> known = context(node);
    if (known.isEmpty()) {
      return; // An input comes from a node that is reported already.
    }
    if (operator instanceof ControlFlow controlFlow) {
      controlFlow.expand(node, expansion);
      return;
    }
    expansion.keep(node);
    NodeContext shaped = known.get().withOutputShapes(outputShapes(operator, known.get()));
    NodeContext context = shaped.withOutputTypes(operator.outputTypes(shaped));
    contexts.put(node.name(), context);
    for (int i = 0; i < node.outputs().size(); i++) {
      putUnlessEmpty(shapes, node.output(i), context.outputShape(i));
      putUnlessEmpty(types, node.output(i), context.outputType(i));
    }
    fold(operator, context);
  }

  private static void checkSignature(Node node, Signature signature) throws OperatorException {
    int given = node.inputs().size();
    Args.require(
        given >= signature.minInputs() && given <= signature.maxInputs(),
        "it has " + given + " inputs");
    for (int i = 0; i < signature.minInputs(); i++) {
      Args.require(!node.input(i).isEmpty(), "input " + i + " is left out");
    }
    Args.require(
        !node.output(0).isEmpty() || (!signature.firstOutput() && !node.outputs().isEmpty()),
        "the first output is left out");
    for (int i = signature.maxOutputs(); i < node.outputs().size(); i++) {
      Args.require(node.output(i).isEmpty(), "output " + i + " is not supported");
    }
    for (Map.Entry<String, Attribute> entry : node.attributes().asMap().entrySet()) {
      AttributeKind due = signature.attributes().get(entry.getKey());
      String shown = "attribute '" + entry.getKey() + "'";
      Args.require(due != null, shown + " is not supported");
      if (entry.getValue() instanceof Attribute.Unheld unheld) {
        throw new OperatorException(shown + " holds " + unheld.description());
      }
      AttributeKind kind = entry.getValue().kind();
      Args.require(kind == due, shown + " is of kind " + kind + ", needed is " + due);
    }
  }

  private Optional<NodeContext> context(Node node) {
    List<Optional<TensorShape>> inputShapes = new ArrayList<>();
    List<DataType> inputTypes = new ArrayList<>();
    List<Optional<FloatTensor>> inputConstants = new ArrayList<>();
    for (String input : node.inputs()) {
      TensorShape shape = shapes.get(input);
      if (shape == null && !input.isEmpty()) {
        return Optional.empty();
      }
      inputShapes.add(input.isEmpty() ? Optional.empty() : Optional.ofNullable(shape));
      inputTypes.add(types.getOrDefault(input, DataType.UNDEFINED));
      inputConstants.add(Optional.ofNullable(constants.get(input)));
    }
    return Optional.of(NodeContext.of(node, inputShapes, inputTypes, inputConstants));
  }

  private static List<TensorShape> outputShapes(Operator operator, NodeContext context)
      throws OperatorException {
    List<TensorShape> outputs = operator.shapes(context);
    for (TensorShape shape : outputs) {
      Args.require(shape.elements() <= MAX_ELEMENTS, tooLarge("an output", shape));
    }
    return outputs;
  }

  private static String tooLarge(String what, TensorShape shape) {
    return what + " has shape " + shape + ", more than " + MAX_ELEMENTS + " elements";
  }

  /** Evaluates a node whose outputs are constant. */
  private void fold(Operator operator, NodeContext context) throws OperatorException {
    Node node = context.node();
    List<Optional<FloatTensor>> tensors = new ArrayList<>();
    for (String input : node.inputs()) {
      FloatTensor tensor = constants.get(input);
      if (tensor == null && !input.isEmpty() && operator.dependsOnValues()) {
        return;
      }
      tensors.add(Optional.ofNullable(tensor));
    }
    long elements = 0;
    for (int i = 0; i < node.outputs().size(); i++) {
      elements += context.outputShape(i).elements();
    }
    if (elements > MAX_FOLDED_ELEMENTS - foldedElements) {
      return;
    }
    foldedElements += elements;
    List<FloatTensor> results = operator.evaluate(context, NodeInputs.of(tensors));
    for (int i = 0; i < node.outputs().size(); i++) {
      FloatTensor result = results.get(i).withType(context.outputType(i));
      putUnlessEmpty(constants, node.output(i), result);
    }
  }

  private static <T> void putUnlessEmpty(Map<String, T> map, String name, T value) {
    if (!name.isEmpty()) {
      map.put(name, value);
    }
  }
}
