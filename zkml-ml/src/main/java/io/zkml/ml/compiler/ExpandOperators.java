package io.zkml.ml.compiler;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.UniqueNames;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.operator.OperatorException;
import io.zkml.ml.operator.Replacement;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replaces nodes by the simpler ones that they expand to, until none does. */
public final class ExpandOperators implements GraphPass {

  /** Expansions of replacements of ...: deeper is a defect. */
  private static final int MAX_DEPTH = 16;

  ExpandOperators() {}

  @Override
  public String name() {
    return "expand operators";
  }

  @Override
  public Graph apply(Graph graph) throws UnsupportedModelException {
    Graph result = graph;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Graph next = once(ShapeInference.infer(result));
      if (next == result) {
        return result;
      }
      result = next;
    }
    throw new IllegalStateException("operators expand to each other");
  }

  private static Graph once(ShapedGraph shaped) throws UnsupportedModelException {
    Graph graph = shaped.graph();
    UniqueNames values = UniqueNames.ofValues(graph);
    UniqueNames nodeNames = new UniqueNames();
    graph.nodes().forEach(node -> nodeNames.claim(node.name()));
    List<Node> nodes = new ArrayList<>();
    Map<String, FloatTensor> initializers = new LinkedHashMap<>(graph.initializers());
    List<ModelProblem> problems = new ArrayList<>();
    boolean changed = false;
    for (Node node : graph.nodes()) {
      Replacement replacement = new Replacement(node, values, nodeNames);
      try {
        if (shaped.operator(node).expand(shaped.context(node), replacement)) {
          nodes.addAll(replacement.nodes());
          initializers.putAll(replacement.constants());
          changed = true;
          continue;
        }
      } catch (OperatorException e) {
        problems.add(ModelProblem.of(node, e.reason()));
      }
      nodes.add(node);
    }
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
    return changed ? graph.with(nodes, initializers) : graph;
  }
}
