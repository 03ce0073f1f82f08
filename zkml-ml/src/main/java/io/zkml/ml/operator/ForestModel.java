package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A forest with what its operator makes of it before a transform: scores and perhaps a label.
 *
 * @param targets number of numbers that the leaves add to
 * @param base what is added to them
 * @param pair whether there is one target, and two scores: what it lacks (to 1, or to 0), and it
 * @param toOne whether a pair adds up to 1
 * @param labels of the classes; empty for regression
 */
record ForestModel(
    Forest forest,
    Forest.Aggregation aggregation,
    int targets,
    double[] base,
    boolean pair,
    boolean toOne,
    List<Long> labels) {

  /** The model of a node of any of the operators, or of {@link TreeScores}. */
  static ForestModel of(NodeContext context) throws OperatorException {
    Attributes attributes = context.attributes();
    if (attributes.has("tree_roots")) {
      return TreeEnsemble.model(context);
    }
    return attributes.has("class_ids")
        ? TreeEnsembleClassifier.model(context)
        : TreeEnsembleRegressor.model(context);
  }

  /** Number of scores. */
  int scores() {
    return pair ? 2 : targets;
  }

  /** Whether trees are compared instead of added up. */
  boolean isCompared() {
    return aggregation == Forest.Aggregation.MIN || aggregation == Forest.Aggregation.MAX;
  }

  /**
   * Whether a tree gives a number for a target, where trees are compared.
   *
   * @throws OperatorException if only some of its leaves do, or one gives several
   */
  boolean gives(int tree, int target) throws OperatorException {
    int with = 0;
    int without = 0;
    List<Integer> open = new ArrayList<>(List.of(forest.roots()[tree]));
    while (!open.isEmpty()) {
      switch (forest.nodes().get(open.removeLast())) {
        case Forest.Branch b -> open.addAll(List.of(b.yes(), b.no()));
        case Forest.Leaf leaf -> {
          long count = Arrays.stream(leaf.targets()).filter(t -> t == target).count();
          Args.require(count <= 1, "a leaf with several weights of one target");
          with += count == 1 ? 1 : 0;
          without += count == 0 ? 1 : 0;
        }
      }
    }
    Args.require(
        with == 0 || without == 0,
        "trees are compared of which some leaves have no weight for target " + target);
    return with > 0;
  }

  /** What the sum of the leaves is divided by. */
  int divisor() {
    return aggregation == Forest.Aggregation.AVERAGE ? Math.max(1, forest.roots().length) : 1;
  }

  /** Whether the model names a class. */
  boolean classifies() {
    return !labels.isEmpty();
  }

  /** What the second score of a pair must exceed for the second class. */
  double threshold() {
    return toOne ? 0.5 : 0;
  }

  /** The scores of a row without a transform. */
  double[] row(NodeInputs inputs, int row) {
    double[] sums = new double[targets];
    forest.addTo(sums, inputs.get(0), row, aggregation);
    for (int i = 0; i < base.length; i++) {
      sums[i] += base[i];
    }
    return pair ? new double[] {(toOne ? 1 : 0) - sums[0], sums[0]} : sums;
  }

  /** The label of a row's scores. */
  double label(double[] scores) {
    if (pair) {
      return labels.get(scores[1] > threshold() ? 1 : 0);
    }
    return new ClassLabels(labels).best(scores);
  }

  /** All numbers that scores are added up from. */
  double[] weights() {
    double[] leaves =
        forest.nodes().stream()
            .filter(Forest.Leaf.class::isInstance)
            .flatMapToDouble(node -> Arrays.stream(((Forest.Leaf) node).weights()))
            .toArray();
    double[] all = Arrays.copyOf(leaves, leaves.length + base.length);
    System.arraycopy(base, 0, all, leaves.length, base.length);
    return all;
  }

  /** This model with all leaves on one target, as the pair of two classes has it. */
  static Forest onOneTarget(Forest forest) {
    List<Forest.Node> nodes =
        forest.nodes().stream()
            .map(node ->
                node instanceof Forest.Leaf leaf
                    ? new Forest.Leaf(new int[leaf.targets().length], leaf.weights())
                    : node)
            .toList();
    return new Forest(nodes, forest.roots());
  }
}
