package io.zkml.ml;

import io.zkml.ml.ModelInspection.NodeReport;
import io.zkml.ml.ModelInspection.Status;
import io.zkml.ml.compiler.GraphPasses;
import io.zkml.ml.compiler.Quantizer;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what else is wrong with a model of which some node is refused: takes such nodes out, lets
 * their results be inputs where the shapes are known, and looks at the rest again.
 */
final class RefusedModel {

  private final Graph original;
  private final NumericPolicy policy;
  private final ShapeInference.Findings findings;
  private final Map<String, String> reasons = new TreeMap<>();
  private final Set<String> unknown = new HashSet<>();
  private final List<String> others = new ArrayList<>();

  RefusedModel(Graph original, NumericPolicy policy) {
    this.original = original;
    this.policy = policy;
    this.findings = ShapeInference.explore(original);
    examine();
  }

  /** The model's own nodes. */
  List<NodeReport> nodes() {
    return original.nodes().stream().map(this::report).toList();
  }

  /** Problems that are not of one of these nodes. */
  List<String> others() {
    return List.copyOf(others);
  }

  private NodeReport report(Node node) {
    String reason = reasons.getOrDefault(node.name(), "");
    Status status =
        unknown.contains(node.name())
            ? Status.UNKNOWN
            : reason.isEmpty() ? Status.PROVABLE : Status.REFUSED;
    return NodeReport.of(
        node.name(),
        Inspector.operator(node),
        Inspector.shapes(node, findings.shapes()),
        status,
        reason);
  }

  private void examine() {
    note(findings.problems());
    Graph rest = rest();
    while (!rest.nodes().isEmpty()) {
      int before = reasons.size();
      try {
        ShapedGraph shaped = ShapeInference.infer(GraphPasses.apply(rest));
        new Quantizer(shaped).quantize(Inspector.unitRanges(shaped), policy);
        return;
      } catch (UnsupportedModelException e) {
        note(e.problems());
      } catch (IllegalArgumentException e) {
        others.add(String.valueOf(e.getMessage()));
      }
      if (reasons.size() == before) {
        return; // Nothing that could be taken out.
      }
      rest = rest();
    }
  }

  private void note(List<ModelProblem> problems) {
    Set<String> names = new HashSet<>();
    original.nodes().forEach(n -> names.add(n.name()));
    for (ModelProblem p : problems) {
      if (names.contains(p.node())) {
        reasons.putIfAbsent(p.node(), p.reason());
      } else if (!others.contains(p.toString()) && !(p.node().isEmpty() && !reasons.isEmpty())) {
        // Of a rest without some nodes it means nothing that an input is not used.
        others.add(p.toString());
      }
    }
  }

  /** The graph without refused nodes and those that cannot be examined. */
  private Graph rest() {
    Map<String, GraphValue> given = new LinkedHashMap<>();
    original.inputs().forEach(i -> given.put(i.name(), i));
    Set<String> known = new HashSet<>(original.initializers().keySet());
    known.addAll(given.keySet());
    List<Node> nodes = new ArrayList<>();
    for (Node node : original.nodes()) {
      boolean refused = reasons.containsKey(node.name());
      boolean readable = node.inputs().stream().allMatch(i -> i.isEmpty() || known.contains(i));
      if (!refused && !readable) {
        unknown.add(node.name());
      } else if (!refused) {
        nodes.add(node);
        known.addAll(node.outputs());
      } else {
        for (String output : node.outputs()) {
          DataType type = findings.types().get(output);
          TensorShape shape = findings.shapes().get(output);
          if (type != null && shape != null) {
            known.add(output);
            given.put(output, new GraphValue(output, type, shape));
          }
        }
      }
    }
    return graph(given, nodes);
  }

  /** All nodes matter: what nobody reads is an output. */
  private Graph graph(Map<String, GraphValue> given, List<Node> nodes) {
    Set<String> read = new HashSet<>();
    nodes.forEach(n -> read.addAll(n.inputs()));
    List<String> outputs = new ArrayList<>();
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        if (!output.isEmpty() && !read.contains(output)) {
          outputs.add(output);
        }
      }
    }
    List<GraphValue> inputs = given.values().stream().filter(i -> read.contains(i.name())).toList();
    return new Graph(original.name(), inputs, outputs, original.initializers(), nodes);
  }
}
