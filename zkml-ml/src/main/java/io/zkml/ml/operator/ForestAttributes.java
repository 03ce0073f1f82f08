package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The trees of {@code TreeEnsembleClassifier} and {@code TreeEnsembleRegressor}: nodes are named by
 * tree and number, weights lie in lists of their own.
 */
final class ForestAttributes {
  private static final int TENSOR_OPSET = 3;

  private final Attributes attributes;
  private final double[] values;
  private final Map<Key, Integer> index = new HashMap<>();

  private record Key(long tree, long node) {}

  private ForestAttributes(Attributes attributes) {
    this.attributes = attributes;
    this.values = numbers(attributes, "nodes_values");
  }

  static Signature signature(Signature signature, String leaves, String ids, int opset) {
    Signature with = signature;
    for (String name :
        List.of("falsenodeids", "featureids", "missing_value_tracks_true", "nodeids", "treeids")) {
      with = with.with("nodes_" + name, AttributeKind.INTS);
    }
    boolean tensors = opset >= TENSOR_OPSET;
    return with.with("nodes_truenodeids", AttributeKind.INTS)
        .with("nodes_modes", AttributeKind.STRINGS)
        .with("nodes_hitrates", AttributeKind.FLOATS)
        .with("nodes_values", AttributeKind.FLOATS)
        .with("base_values", AttributeKind.FLOATS)
        .with("post_transform", AttributeKind.STRING)
        .with(leaves + "_ids", AttributeKind.INTS)
        .with(leaves + "_nodeids", AttributeKind.INTS)
        .with(leaves + "_treeids", AttributeKind.INTS)
        .with(ids, AttributeKind.FLOATS)
        .with(tensors, "nodes_hitrates_as_tensor", AttributeKind.TENSOR)
        .with(tensors, "nodes_values_as_tensor", AttributeKind.TENSOR)
        .with(tensors, "base_values_as_tensor", AttributeKind.TENSOR)
        .with(tensors, ids + "_as_tensor", AttributeKind.TENSOR);
  }

  /**
   * The trees of a node.
   *
   * @param leaves prefix of the attributes about leaves, {@code class} or {@code target}
   */
  static Forest read(NodeContext context, String leaves) throws OperatorException {
    return new ForestAttributes(context.attributes()).read(leaves);
  }

  private List<Long> ints(String name) {
    return attributes.ints(name).orElse(List.of());
  }

  /** Numbers, given as floats or as a tensor. */
  static double[] numbers(Attributes attributes, String name) {
    return attributes
        .tensor(name + "_as_tensor")
        .map(FloatTensor::data)
        .orElseGet(() ->
            attributes.floats(name).orElse(List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
  }

  private Forest read(String leaves) throws OperatorException {
    List<String> modes = attributes.strings("nodes_modes").orElse(List.of());
    List<Long> trees = ints("nodes_treeids");
    List<Long> numbers = ints("nodes_nodeids");
    int count = modes.size();
    for (String name : List.of("treeids", "nodeids", "featureids", "truenodeids", "falsenodeids")) {
      int size = ints("nodes_" + name).size();
      Args.require(size == count, "nodes_" + name + " has " + size + " entries for " + count);
    }
    for (int i = 0; i < count; i++) {
      Key key = new Key(trees.get(i), numbers.get(i));
      Args.require(index.put(key, i) == null, "a node is given twice");
    }
    List<Forest.Node> nodes = new ArrayList<>();
    Set<Integer> children = new HashSet<>();
    Map<Integer, Forest.Leaf> weights = weights(leaves);
    for (int i = 0; i < count; i++) {
      Forest.Node node =
          modes.get(i).equals("LEAF")
              ? weights.getOrDefault(i, new Forest.Leaf(new int[0], new double[0]))
              : branch(i, modes.get(i));
      nodes.add(node);
      if (node instanceof Forest.Branch branch) {
        children.addAll(List.of(branch.yes(), branch.no()));
      }
    }
    int[] roots = IntStream.range(0, count).filter(i -> !children.contains(i)).toArray();
    return new Forest(nodes, roots);
  }

  private Forest.Branch branch(int i, String mode) throws OperatorException {
    List<Long> missing = ints("nodes_missing_value_tracks_true");
    Args.require(
        values.length > i && (missing.isEmpty() || missing.size() > i), "a branch has no value");
    Forest.Test test =
        switch (mode) {
          case "BRANCH_LEQ" -> Forest.Test.LEQ;
          case "BRANCH_LT" -> Forest.Test.LT;
          case "BRANCH_GTE" -> Forest.Test.GTE;
          case "BRANCH_GT" -> Forest.Test.GT;
          case "BRANCH_EQ" -> Forest.Test.EQ;
          case "BRANCH_NEQ" -> Forest.Test.NEQ;
          default -> throw new OperatorException("nodes_modes has '" + mode + "'");
        };
    long tree = ints("nodes_treeids").get(i);
    return new Forest.Branch(
        test,
        Args.toInt(ints("nodes_featureids").get(i), "a feature"),
        values[i],
        Set.of(),
        !missing.isEmpty() && missing.get(i) != 0,
        node(tree, ints("nodes_truenodeids").get(i)),
        node(tree, ints("nodes_falsenodeids").get(i)));
  }

  private int node(long tree, long number) throws OperatorException {
    Integer found = index.get(new Key(tree, number));
    if (found == null) {
      throw new OperatorException("tree " + tree + " has no node " + number);
    }
    return found;
  }

  private Map<Integer, Forest.Leaf> weights(String leaves) throws OperatorException {
    List<Long> trees = ints(leaves + "_treeids");
    List<Long> numbers = ints(leaves + "_nodeids");
    List<Long> targets = ints(leaves + "_ids");
    double[] weights = numbers(attributes, leaves + "_weights");
    int count = weights.length;
    Args.require(
        trees.size() == count && numbers.size() == count && targets.size() == count,
        "the lists of leaves differ in length");
    Map<Integer, Forest.Leaf> byNode = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int target = Args.toInt(targets.get(i), "a target");
      Forest.Leaf one = new Forest.Leaf(new int[] {target}, new double[] {weights[i]});
      byNode.merge(node(trees.get(i), numbers.get(i)), one, ForestAttributes::joined);
    }
    return byNode;
  }

  private static Forest.Leaf joined(Forest.Leaf a, Forest.Leaf b) {
    int size = a.targets().length;
    int[] targets = Arrays.copyOf(a.targets(), size + 1);
    double[] weights = Arrays.copyOf(a.weights(), size + 1);
    targets[size] = b.targets()[0];
    weights[size] = b.weights()[0];
    return new Forest.Leaf(targets, weights);
  }
}
