package io.zkml.ml.compiler;

import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.UnsupportedModelException;

/** A rewriting of a graph that keeps its inputs, its outputs and what it computes; stateless. */
public interface GraphPass {
  /** The pass's name, for reports. */
  String name();

  /**
   * Rewrites the graph.
   *
   * @throws UnsupportedModelException if the pass needs shapes and the graph isn't supported
   */
  Graph apply(Graph graph) throws UnsupportedModelException;
}
