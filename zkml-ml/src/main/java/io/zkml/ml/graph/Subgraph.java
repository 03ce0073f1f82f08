package io.zkml.ml.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a node such as {@code If} or {@code Loop}; immutable. Its names are its own, apart
 * from the values of the graph around it that it uses: the node has those as further inputs, in the
 * order of {@code captured}.
 *
 * @param inputs names of the inputs
 * @param outputs names of the outputs: inputs, initialisers, outputs of nodes or captured values
 * @param captured names of values of the graph around it
 * @param initializers constant tensors by name
 * @param nodes nodes in topological order
 */
public record Subgraph(
    List<String> inputs,
    List<String> outputs,
    List<String> captured,
    Map<String, FloatTensor> initializers,
    List<Node> nodes) {
  public Subgraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    captured = List.copyOf(captured);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    nodes = List.copyOf(nodes);
  }
}
