package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.List;
import java.util.Set;

/**
 * Decision trees that add up weights of targets.
 *
 * @param nodes the nodes of all trees
 * @param roots indices of the roots
 */
record Forest(List<Node> nodes, int[] roots) {
  /** A node: a branch or a leaf. */
  sealed interface Node {}

  /** How a branch compares a feature with its value. */
  enum Test {
    LEQ,
    LT,
    GTE,
    GT,
    EQ,
    NEQ,
    MEMBER
  }

  /**
   * A branch.
   *
   * @param members the values that {@code MEMBER} asks for
   * @param missing the outcome where the feature is not a number
   * @param yes index of the node if the test holds
   * @param no index of the node if it doesn't
   */
  record Branch(
      Test test, int feature, double value, Set<Double> members, boolean missing, int yes, int no)
      implements Node {
    boolean holds(double x) {
      if (Double.isNaN(x) && missing) {
        return true;
      }
      return switch (test) {
        case LEQ -> x <= value;
        case LT -> x < value;
        case GTE -> x >= value;
        case GT -> x > value;
        case EQ -> x == value;
        case NEQ -> x != value;
        case MEMBER -> members.contains(x + 0.0);
      };
    }
  }

  /** A leaf with the weights of some targets. */
  record Leaf(int[] targets, double[] weights) implements Node {}

  /** How the weights of several trees make one number. */
  enum Aggregation {
    AVERAGE,
    SUM,
    MIN,
    MAX;

    /** The number that stands for it in an attribute: its index in the list of all. */
    int code() {
      return List.of(values()).indexOf(this);
    }
  }

  /**
   * Checks that every tree ends, on features and targets in range.
   *
   * @throws OperatorException if the trees can't be evaluated
   */
  Forest checked(int features, int targets) throws OperatorException {
    boolean[] seen = new boolean[nodes.size()];
    int[] open = new int[nodes.size() + 1];
    for (int root : roots) {
      int count = 0;
      open[count++] = root;
      while (count > 0) {
        int at = open[--count];
        Args.require(at >= 0 && at < seen.length && !seen[at], "the nodes are not trees");
        seen[at] = true;
        switch (nodes.get(at)) {
          case Branch branch -> {
            Args.require(
                branch.feature() >= 0 && branch.feature() < features,
                "feature " + branch.feature() + " of " + features);
            open[count++] = branch.yes();
            open[count++] = branch.no();
            Args.require(count < open.length, "the nodes are not trees");
          }
          case Leaf leaf -> {
            for (int target : leaf.targets()) {
              Args.require(target >= 0 && target < targets, "target " + target + " of " + targets);
            }
          }
        }
      }
    }
    return this;
  }

  /** Adds up one row of the data, into {@code sums}. */
  void addTo(double[] sums, FloatTensor data, int row, Aggregation aggregation) {
    int first = row * data.shape().dim(data.shape().rank() - 1);
    boolean[] set = new boolean[sums.length];
    for (int root : roots) {
      Node at = nodes.get(root);
      while (at instanceof Branch branch) {
        at =
            nodes.get(
                branch.holds(data.get(first + branch.feature())) ? branch.yes() : branch.no());
      }
      if (at instanceof Leaf leaf) {
        for (int i = 0; i < leaf.targets().length; i++) {
          int target = leaf.targets()[i];
          double weight = leaf.weights()[i];
          sums[target] =
              switch (aggregation) {
                case SUM -> sums[target] + weight;
                case AVERAGE -> sums[target] + weight / roots.length;
                case MIN -> set[target] ? Math.min(sums[target], weight) : weight;
                case MAX -> set[target] ? Math.max(sums[target], weight) : weight;
              };
          set[target] = true;
        }
      }
    }
  }
}
