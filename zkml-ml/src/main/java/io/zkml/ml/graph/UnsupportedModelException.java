package io.zkml.ml.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A well-formed model that can't be used; lists every problem found, not only the first. */
public final class UnsupportedModelException extends Exception {
  private static final int SHOWN = 20;

  private final List<ModelProblem> problems;

  /**
   * @param problems at least one problem
   */
  public UnsupportedModelException(List<ModelProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(List<ModelProblem> problems) {
    String lines =
        problems.stream().limit(SHOWN).map(p -> "\n  " + p).collect(Collectors.joining());
    int rest = problems.size() - SHOWN;
    return "the model has %d unsupported parts:%s%s"
        .formatted(problems.size(), lines, rest > 0 ? "\n  and " + rest + " more" : "");
  }

  /** All problems, in the order of the graph's nodes. */
  public List<ModelProblem> problems() {
    return problems;
  }
}
