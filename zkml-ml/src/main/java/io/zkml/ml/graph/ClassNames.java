package io.zkml.ml.graph;

import io.zkml.ml.onnx.AttributeProto;
import io.zkml.ml.onnx.GraphProto;
import io.zkml.ml.onnx.NodeProto;
import io.zkml.ml.onnx.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of classes. A graph holds no text: a label that is a string is the index of its name,
 * and the names of an output's classes are found by following it to the node that has them.
 */
public final class ClassNames {
  /** What {@code LabelEncoder} gives for other keys unless it says something else. */
  public static final String ABSENT = "_Unused";

  private static final Set<String> CLASSIFIERS =
      Set.of("TreeEnsembleClassifier", "LinearClassifier", "SVMClassifier");
  private static final Set<String> MOVES =
      Set.of("Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "ZipMap");
  private static final Set<String> CHOICES = Set.of("ArrayFeatureExtractor", "Gather");

  private final Map<String, NodeProto> producers = new HashMap<>();
  private final Map<String, TensorProto> tensors = new HashMap<>();

  private ClassNames(GraphProto graph) {
    for (NodeProto node : graph.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
    }
    graph.initializers().forEach(tensor -> tensors.put(tensor.name(), tensor));
  }

  /** For every output whose classes have names: those of labels 0, 1, ..., or of columns. */
  public static Map<String, List<String>> of(GraphProto graph) {
    ClassNames names = new ClassNames(graph);
    Map<String, List<String>> found = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(output ->
            names.behind(output.name()).ifPresent(list -> found.put(output.name(), list)));
    return found;
  }

  private Optional<List<String>> behind(String output) {
    String value = output;
    // A value is met once unless nodes form a circle.
    for (int i = 0; i <= producers.size(); i++) {
      TensorProto tensor = tensors.get(value);
      if (tensor != null) {
        return tensor.strings().isEmpty() ? Optional.empty() : Optional.of(distinct(tensor));
      }
      NodeProto node = producers.get(value);
      if (node == null || node.inputs().isEmpty()) {
        return Optional.empty();
      }
      Optional<List<String>> own = named(node);
      if (own.isPresent()) {
        return own;
      }
      if (!MOVES.contains(node.operator()) && !CHOICES.contains(node.operator())) {
        return Optional.empty();
      }
      value = node.inputs().getFirst();
    }
    return Optional.empty();
  }

  private static Optional<List<String>> named(NodeProto node) {
    if (CLASSIFIERS.contains(node.operator()) || node.operator().equals("ZipMap")) {
      return strings(node, "classlabels_strings");
    }
    return node.operator().equals("LabelEncoder")
        ? strings(node, "values_strings").map(values -> encoded(values, absent(node)))
        : Optional.empty();
  }

  private static Optional<List<String>> strings(NodeProto node, String attribute) {
    return node.attributes().stream()
        .filter(a -> a.name().equals(attribute) && !a.strings().isEmpty())
        .map(AttributeProto::strings)
        .findFirst();
  }

  private static String absent(NodeProto node) {
    return node.attributes().stream()
        .filter(a -> a.name().equals("default_string"))
        .map(AttributeProto::stringValue)
        .findFirst()
        .orElse(ABSENT);
  }

  /** The names by their numbers: different ones in their order, then that of other keys. */
  public static List<String> encoded(List<String> values, String absent) {
    Set<String> names = new LinkedHashSet<>(values);
    names.add(absent);
    return List.copyOf(names);
  }

  private static List<String> distinct(TensorProto tensor) {
    return List.copyOf(new LinkedHashSet<>(tensor.strings()));
  }

  /** The elements of a tensor of strings by the numbers of their names. */
  static double[] codes(TensorProto tensor) {
    Map<String, Integer> index = new HashMap<>();
    List<Integer> codes = new ArrayList<>();
    for (String text : tensor.strings()) {
      codes.add(index.computeIfAbsent(text, _ -> index.size()));
    }
    return codes.stream().mapToDouble(Integer::doubleValue).toArray();
  }
}
