package io.zkml.ml;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the compiler can say of a model without calibration data: which nodes can be proven, and
 * what a proof would cost.
 *
 * @param nodes every node after the compiler's passes, in order
 * @param problems of the model as a whole
 * @param cost predicted cost; absent unless all nodes can be proven
 */
public record ModelInspection(List<NodeReport> nodes, List<String> problems, Cost cost) {

  /** Copies the lists. */
  public ModelInspection {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  /**
   * One node.
   *
   * @param operator the operator, with its domain where that is not ai.onnx
   * @param outputShape as text, empty where it is unknown
   * @param problem why it cannot be proven; empty if it can
   */
  public record NodeReport(String name, String operator, String outputShape, String problem) {
    /** Whether the node can be proven. */
    public boolean isProvable() {
      return problem.isEmpty();
    }
  }

  /**
   * Predicted cost of a proof.
   *
   * @param committedCells cells that every proof commits to
   * @param constantCells cells of weights, committed once
   * @param lookups bus messages
   * @param proofBytes expected size
   * @param coreSeconds processor time of a warm prover with vector kernels; half as much again as
   *     measured on one server core
   */
  public record Cost(
      OptionalLong committedCells,
      OptionalLong constantCells,
      OptionalLong lookups,
      OptionalLong proofBytes,
      double coreSeconds) {

    /** Nothing is known. */
    public static final Cost UNKNOWN =
        new Cost(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0);
  }

  /** Whether the model can be compiled and proven. */
  public boolean isProvable() {
    return problems.isEmpty() && nodes.stream().allMatch(NodeReport::isProvable);
  }

  /** A table for people. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (NodeReport n : nodes) {
      out.append(
          "%-40s %-20s %-20s %s%n"
              .formatted(
                  n.name(), n.operator(), n.outputShape(), n.isProvable() ? "ok" : n.problem()));
    }
    problems.forEach(p -> out.append(p).append(System.lineSeparator()));
    if (cost.committedCells().isPresent()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%d cells and %d lookups a proof, %d constant cells; about %d KB, %.2f core-seconds%n",
              cost.committedCells().getAsLong(),
              cost.lookups().getAsLong(),
              cost.constantCells().getAsLong(),
              cost.proofBytes().getAsLong() / 1024,
              cost.coreSeconds()));
    }
    return out.toString();
  }
}
