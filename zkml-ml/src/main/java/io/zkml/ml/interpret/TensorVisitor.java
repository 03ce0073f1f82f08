package io.zkml.ml.interpret;

import io.zkml.ml.graph.FloatTensor;

/** Sees the values of one run as they are computed, so that nobody has to keep them. */
@FunctionalInterface
public interface TensorVisitor {
  /**
   * Called once for every graph input and every output of a node that isn't constant.
   *
   * @param value the value's name in the graph
   * @param tensor the value, to be read only
   */
  void visit(String value, FloatTensor tensor);
}
