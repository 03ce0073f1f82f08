package io.zkml.ml.compiler;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.RealFunction;
import io.zkml.ml.quant.ValueRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives nodes of the same tabulated function, on operands of similar size, one range: then they
 * have one grid and share one table. The steps of a recurrent layer would have one each.
 */
final class SharedTables {

  /** How many times larger than calibrated a range may become. */
  private static final double MAX_GROWTH = 2;

  /** The same where a function has many nodes, as in a recurrent layer. */
  private static final double MAX_GROWTH_OF_MANY = 4;

  private static final int MANY = 16;

  private SharedTables() {}

  private record Function(String operator, String domain, Attributes attributes) {}

  /** The ranges, those of tabulated operands and results widened. */
  static Map<String, ValueRange> widened(ShapedGraph shaped, Map<String, ValueRange> ranges) {
    Map<String, ValueRange> out = new HashMap<>(ranges);
    for (List<Node> nodes : byFunction(shaped, ranges).values()) {
      nodes.sort(Comparator.comparingDouble(node -> -magnitude(node, ranges)));
      double growth = nodes.size() < MANY ? MAX_GROWTH : MAX_GROWTH_OF_MANY;
      int begin = 0;
      for (int i = 1; i <= nodes.size(); i++) {
        double largest = magnitude(nodes.get(begin), ranges);
        if (i == nodes.size() || magnitude(nodes.get(i), ranges) * growth < largest) {
          join(nodes.subList(begin, i), out);
          begin = i;
        }
      }
    }
    return out;
  }

  private static Map<Function, List<Node>> byFunction(
      ShapedGraph shaped, Map<String, ValueRange> ranges) {
    Graph graph = shaped.graph();
    Map<Function, List<Node>> nodes = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      boolean tabulated =
          shaped
              .operator(node)
              .activation(shaped.context(node))
              .filter(RealFunction.Tabulated.class::isInstance)
              .isPresent();
      if (tabulated && ranges.containsKey(node.input(0)) && shaped.type(node.input(0)).isFloat()) {
        Function key = new Function(node.operator(), node.domain(), node.attributes());
        nodes.computeIfAbsent(key, _ -> new ArrayList<>()).add(node);
      }
    }
    return nodes;
  }

  private static double magnitude(Node node, Map<String, ValueRange> ranges) {
    return range(node.input(0), ranges).magnitude();
  }

  private static ValueRange range(String name, Map<String, ValueRange> ranges) {
    ValueRange range = ranges.get(name);
    if (range == null) {
      throw new IllegalStateException("value " + name + " was not calibrated");
    }
    return range;
  }

  private static void join(List<Node> nodes, Map<String, ValueRange> ranges) {
    ValueRange operand = range(nodes.getFirst().input(0), ranges);
    ValueRange result = range(nodes.getFirst().output(0), ranges);
    for (Node node : nodes) {
      operand = operand.union(range(node.input(0), ranges));
      result = result.union(range(node.output(0), ranges));
    }
    for (Node node : nodes) {
      ranges.put(node.input(0), operand);
      ranges.put(node.output(0), result);
    }
  }
}
