package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.Ordinals;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealFunction;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** An ONNX operator; stateless. */
public interface Operator {
  /** The operator's name in ONNX. */
  String name();

  /** The operator's domain; empty for {@code ai.onnx}. */
  default String domain() {
    return "";
  }

  /**
   * The inputs, outputs and attributes that the operator has in a version of its operator set.
   * Nodes are checked against it before any other method sees them.
   *
   * @param opset version of the operator set, within the supported range
   */
  Signature signature(int opset);

  /**
   * Shapes of the outputs, as many as the node names. Every attribute value is checked here.
   *
   * @throws OperatorException if the node can't be evaluated
   */
  List<TensorShape> shapes(NodeContext context) throws OperatorException;

  /**
   * Element types of the outputs, as many as the node names: that of the first input unless the
   * operator says otherwise. Asked after {@link #shapes}.
   */
  default List<DataType> outputTypes(NodeContext context) throws OperatorException {
    return Collections.nCopies(context.outputCount(), context.inputType(0));
  }

  /**
   * Computes the outputs in float64, as many as the node names.
   *
   * @param context a node whose shapes are known
   * @param inputs tensors of the shapes in {@code context}, to be read only
   * @throws OperatorException if the values can't be used, such as an index out of range
   */
  List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) throws OperatorException;

  /** False if the outputs follow from the shapes of the inputs alone. */
  default boolean dependsOnValues() {
    return true;
  }

  /**
   * Translates a node into exact integer operations.
   *
   * @throws OperatorException if it cannot be proven; says why
   */
  default void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    List<Integer> moved = movedInputs(context);
    if (!moved.isEmpty()) {
      QuantMoves.emit(context, builder, this, moved);
      return;
    }
    RealFunction function =
        activation(context).orElseThrow(() -> new OperatorException(Args.NOT_PROVABLE));
    // Behind a rounding that includes the function, its result is defined already.
    if (!builder.isValue(context.node().output(0))) {
      QuantSums.activation(context, builder, function);
    }
  }

  /**
   * The inputs whose entries the outputs consist of, beside zeros, if the operator only moves data;
   * the others must be constant. {@link #evaluate} then says where every entry comes from.
   */
  default List<Integer> movedInputs(NodeContext context) {
    return List.of();
  }

  /**
   * Replaces a node by others before it is calibrated and quantised.
   *
   * @param context a node whose shapes are known
   * @param graph takes the nodes
   * @return false if the node stays; then nothing may have been added
   * @throws OperatorException if the node cannot be proven; says why
   */
  default boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    return false;
  }

  /**
   * What an operator that only compares its first input's features with constants compares them
   * with.
   */
  default Optional<Ordinals> ordinals(NodeContext context) {
    return Optional.empty();
  }

  /** The function of one real number that a node applies to every element of its first input. */
  default Optional<RealFunction> activation(NodeContext context) {
    return Optional.empty();
  }

  /** Whether the node's result is rounded, so that an activation behind it can join. */
  default boolean endsInRounding() {
    return false;
  }
}
