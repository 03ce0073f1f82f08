package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/**
 * An operator that runs graphs of its own. Its nodes are replaced by the nodes that they run while
 * shapes are found, so that they are never evaluated; what runs must follow from constants.
 */
interface ControlFlow extends Operator {
  /**
   * Replaces a node.
   *
   * @throws OperatorException if what runs isn't known
   */
  void expand(Node node, Expansion expansion) throws OperatorException;

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    throw new OperatorException("control flow has no shapes of its own");
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    throw new OperatorException("control flow isn't evaluated");
  }
}
