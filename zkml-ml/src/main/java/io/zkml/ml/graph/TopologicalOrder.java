package io.zkml.ml.graph;

import io.zkml.ml.onnx.OnnxFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Sorts nodes so that every value is produced before it is used; keeps the order where it can. */
final class TopologicalOrder {
  private final List<Node> nodes;
  private final Map<String, Integer> producers = new HashMap<>();
  private final List<List<Integer>> successors = new ArrayList<>();
  private final int[] missing;

  private TopologicalOrder(List<Node> nodes) {
    this.nodes = nodes;
    this.missing = new int[nodes.size()];
  }

  /**
   * @param nodes nodes in any order
   * @param defined values that no node needs to produce; the nodes' outputs are added
   */
  static List<Node> sort(List<Node> nodes, Set<String> defined) throws OnnxFormatException {
    TopologicalOrder order = new TopologicalOrder(nodes);
    Set<String> given = Set.copyOf(defined);
    order.collectOutputs(defined);
    order.connect(given);
    return order.sorted();
  }

  private void collectOutputs(Set<String> defined) throws OnnxFormatException {
    for (int i = 0; i < nodes.size(); i++) {
      successors.add(new ArrayList<>());
      for (String output : nodes.get(i).outputs()) {
        if (output.isEmpty()) {
          continue;
        }
        if (!defined.add(output)) {
          throw error(nodes.get(i), "its output '" + output + "' is defined twice");
        }
        producers.put(output, i);
      }
    }
  }

  private void connect(Set<String> given) throws OnnxFormatException {
    for (int i = 0; i < nodes.size(); i++) {
      Set<String> inputs = new HashSet<>(nodes.get(i).inputs());
      inputs.remove("");
      for (String input : inputs) {
        if (given.contains(input)) {
          continue;
        }
        Integer producer = producers.get(input);
        if (producer == null) {
          throw error(nodes.get(i), "its input '" + input + "' is not defined");
        }
        successors.get(producer).add(i);
        missing[i]++;
      }
    }
  }

  private List<Node> sorted() throws OnnxFormatException {
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> sorted = new ArrayList<>(nodes.size());
    for (Integer next = ready.poll(); next != null; next = ready.poll()) {
      sorted.add(nodes.get(next));
      for (int successor : successors.get(next)) {
        missing[successor]--;
        if (missing[successor] == 0) {
          ready.add(successor);
        }
      }
    }
    if (sorted.size() < nodes.size()) {
      throw new OnnxFormatException("graph", "the nodes form a cycle");
    }
    return sorted;
  }

  private static OnnxFormatException error(Node node, String what) {
    return new OnnxFormatException("node '" + node.name() + "'", what);
  }
}
