package io.zkml.ml.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands out names, adding a number where a name is taken. */
public final class UniqueNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** No name is taken yet. */
  public UniqueNames() {}

  /** The names of all values of a graph are taken. */
  public static UniqueNames ofValues(Graph graph) {
    UniqueNames names = new UniqueNames();
    graph.inputs().forEach(input -> names.taken.add(input.name()));
    names.taken.addAll(graph.initializers().keySet());
    graph.nodes().forEach(node -> names.taken.addAll(node.outputs()));
    return names;
  }

  /** Takes {@code wanted}, or {@code wanted_1}, {@code wanted_2} and so on. */
  public String claim(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name = wanted + "_" + counts.merge(wanted, 1, Integer::sum);
    }
    return name;
  }
}
