package io.zkml.ml.compiler;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replaces nodes whose outputs are constant ({@code Constant}, {@code Shape}) by initialisers. */
public final class ConstantFolding implements GraphPass {
  ConstantFolding() {}

  @Override
  public String name() {
    return "constant folding";
  }

  @Override
  public Graph apply(Graph graph) throws UnsupportedModelException {
    ShapedGraph shaped = ShapeInference.infer(graph);
    Graph expanded = shaped.graph();
    Map<String, FloatTensor> initializers = new LinkedHashMap<>(expanded.initializers());
    List<Node> nodes = new ArrayList<>();
    for (Node node : expanded.nodes()) {
      List<String> outputs = node.outputs().stream().filter(o -> !o.isEmpty()).toList();
      if (outputs.stream().allMatch(output -> shaped.constant(output).isPresent())) {
        outputs.forEach(output -> initializers.put(output, shaped.constant(output).orElseThrow()));
      } else {
        nodes.add(node);
      }
    }
    return expanded.with(nodes, initializers);
  }
}
