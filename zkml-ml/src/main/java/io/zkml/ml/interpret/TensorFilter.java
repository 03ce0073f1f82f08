package io.zkml.ml.interpret;

import io.zkml.ml.graph.FloatTensor;

/** Sees the values of one run as they are computed, and says what the run goes on with. */
@FunctionalInterface
public interface TensorFilter {
  /**
   * Called once for every graph input and every output of a node that isn't constant.
   *
   * @param value the value's name in the graph
   * @param tensor the value, to be read only
   * @return the value itself, or another of its shape that takes its place
   */
  FloatTensor filter(String value, FloatTensor tensor);
}
