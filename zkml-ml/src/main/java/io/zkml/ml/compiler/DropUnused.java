package io.zkml.ml.compiler;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops nodes and initialisers that no output depends on. Inputs stay. */
public final class DropUnused implements GraphPass {
  DropUnused() {}

  @Override
  public String name() {
    return "drop unused";
  }

  @Override
  public Graph apply(Graph graph) {
    Set<String> used = new HashSet<>(graph.outputs());
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes().reversed()) {
      if (node.outputs().stream().anyMatch(used::contains)) {
        nodes.add(node);
        used.addAll(node.inputs());
      }
    }
    Collections.reverse(nodes);
    Map<String, FloatTensor> initializers = new LinkedHashMap<>(graph.initializers());
    initializers.keySet().retainAll(used);
    return graph.with(nodes, initializers);
  }
}
