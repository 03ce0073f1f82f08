package io.zkml.ml.compiler;

import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drops {@code Identity} and {@code Dropout} (in inference), connecting their users to their input.
 *
 * <p>Two kinds stay: a {@code Dropout} whose mask is used, and a node whose output is the graph's
 * while its input is a graph input, an initialiser or another graph output: that needs two names.
 */
public final class DropIdentity implements GraphPass {
  DropIdentity() {}

  @Override
  public String name() {
    return "drop identity";
  }

  @Override
  public Graph apply(Graph graph) {
    Rewriting rewriting = new Rewriting(graph);
    graph.nodes().forEach(rewriting::visit);
    return graph.with(rewriting.nodes(), graph.initializers());
  }

  /** One run of the pass. */
  private static final class Rewriting {
    private final Graph graph;
    private final List<Node> kept = new ArrayList<>();

    /** For the output of a dropped node: the value to use instead. */
    private final Map<String, String> aliases = new HashMap<>();

    /** For a value that takes over the name of a graph output: that name. */
    private final Map<String, String> renamed = new HashMap<>();

    Rewriting(Graph graph) {
      this.graph = graph;
    }

    void visit(Node node) {
      Node current = node.withInputs(node.inputs().stream().map(this::resolved).toList());
      if (!isIdentity(current) || !drop(current.input(0), current.output(0))) {
        kept.add(current);
      }
    }

    private String resolved(String value) {
      return aliases.getOrDefault(value, value);
    }

    private boolean isIdentity(Node node) {
      boolean plain = node.is("Identity") || node.is("Dropout");
      String mask = node.output(1);
      return plain && graph.consumers(mask).isEmpty() && !graph.isOutput(mask);
    }

    private boolean drop(String input, String output) {
      if (!graph.isOutput(output)) {
        aliases.put(output, input);
        return true;
      }
      boolean canRename =
          graph.producer(input).isPresent()
              && !graph.isOutput(input)
              && !renamed.containsKey(input);
      if (canRename) {
        renamed.put(input, output);
        aliases.put(output, input);
      }
      return canRename;
    }

    List<Node> nodes() {
      return kept.stream()
          .map(node ->
              node.withInputs(node.inputs().stream().map(this::newName).toList())
                  .withOutputs(node.outputs().stream().map(this::newName).toList()))
          .toList();
    }

    private String newName(String value) {
      return renamed.getOrDefault(value, value);
    }
  }
}
