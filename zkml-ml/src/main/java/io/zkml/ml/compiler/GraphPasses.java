package io.zkml.ml.compiler;

import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.UnsupportedModelException;
import java.util.List;

/** The passes before lowering. */
public final class GraphPasses {
  /** Every pass in the order of application. */
  public static final List<GraphPass> ALL =
      List.of(
          new ConstantFolding(),
          new DropIdentity(),
          new FoldBatchNormalization(),
          new SeparateMasks(),
          new ExpandOperators(),
          new DropUnused());

  private GraphPasses() {}

  /**
   * Applies all passes in order.
   *
   * @throws UnsupportedModelException if the graph isn't supported
   */
  public static Graph apply(Graph graph) throws UnsupportedModelException {
    Graph result = graph;
    for (GraphPass pass : ALL) {
      result = pass.apply(result);
    }
    return result;
  }
}
