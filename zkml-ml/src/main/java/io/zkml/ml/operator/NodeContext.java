package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.Optional;

/** A node with what is known of its values: shapes, types, and the inputs that are constant. */
public final class NodeContext {
  private final Node node;
  private final List<Optional<TensorShape>> inputShapes;
  private final List<DataType> inputTypes;
  private final List<Optional<FloatTensor>> constants;
  private final List<TensorShape> outputShapes;
  private final List<DataType> outputTypes;

  private NodeContext(
      Node node,
      List<Optional<TensorShape>> inputShapes,
      List<DataType> inputTypes,
      List<Optional<FloatTensor>> constants,
      List<TensorShape> outputShapes,
      List<DataType> outputTypes) {
    this.node = node;
    this.inputShapes = List.copyOf(inputShapes);
    this.inputTypes = List.copyOf(inputTypes);
    this.constants = List.copyOf(constants);
    this.outputShapes = List.copyOf(outputShapes);
    this.outputTypes = List.copyOf(outputTypes);
  }

  /**
   * A context before the output shapes are known.
   *
   * @param node the node
   * @param inputShapes shapes by position, empty where an optional input is left out
   * @param inputTypes element types by position, {@code UNDEFINED} where an input is left out
   * @param constants tensors of constant inputs by position
   */
  public static NodeContext of(
      Node node,
      List<Optional<TensorShape>> inputShapes,
      List<DataType> inputTypes,
      List<Optional<FloatTensor>> constants) {
    return new NodeContext(node, inputShapes, inputTypes, constants, List.of(), List.of());
  }

  /** This context with the output shapes. */
  public NodeContext withOutputShapes(List<TensorShape> shapes) {
    return new NodeContext(node, inputShapes, inputTypes, constants, shapes, outputTypes);
  }

  /** This context with the element types of the outputs. */
  public NodeContext withOutputTypes(List<DataType> types) {
    return new NodeContext(node, inputShapes, inputTypes, constants, outputShapes, types);
  }

  /** The node. */
  public Node node() {
    return node;
  }

  /** Version of the operator set. */
  public int opset() {
    return node.opset();
  }

  /** The node's attributes. */
  public Attributes attributes() {
    return node.attributes();
  }

  /** Number of inputs, those left out in between included. */
  public int inputCount() {
    return inputShapes.size();
  }

  /** True if the input is there. */
  public boolean hasInput(int index) {
    return index < inputShapes.size() && inputShapes.get(index).isPresent();
  }

  /**
   * Shape of an input that is there.
   *
   * @throws IllegalArgumentException if it is left out
   */
  public TensorShape inputShape(int index) {
    if (!hasInput(index)) {
      throw new IllegalArgumentException("input " + index + " is left out");
    }
    return inputShapes.get(index).orElseThrow();
  }

  /** Element type of an input; {@code UNDEFINED} if it is left out. */
  public DataType inputType(int index) {
    return index < inputTypes.size() ? inputTypes.get(index) : DataType.UNDEFINED;
  }

  /** An input's value, if it is constant. */
  public Optional<FloatTensor> constant(int index) {
    return index < constants.size() ? constants.get(index) : Optional.empty();
  }

  /** Number of outputs that the node names. */
  public int outputCount() {
    return node.outputs().size();
  }

  /**
   * Shape of an output.
   *
   * @throws IllegalStateException before output shapes are known
   */
  public TensorShape outputShape(int index) {
    if (index >= outputShapes.size()) {
      throw new IllegalStateException("the shape of output " + index + " is not known");
    }
    return outputShapes.get(index);
  }

  /**
   * Element type of an output.
   *
   * @throws IllegalStateException before output types are known
   */
  public DataType outputType(int index) {
    if (index >= outputTypes.size()) {
      throw new IllegalStateException("the type of output " + index + " is not known");
    }
    return outputTypes.get(index);
  }

  /** A constant list of integers, such as axes or a shape. */
  List<Long> constantInts(int index, String what) throws OperatorException {
    FloatTensor tensor = constant(index).orElse(null);
    if (tensor == null) {
      throw new OperatorException("input '" + what + "' must be constant: " + Args.BIND);
    }
    return Args.integers(tensor, what);
  }
}
