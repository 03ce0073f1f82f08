package io.zkml.core.progress;

import java.util.List;

/**
 * How long the stages of a proof took.
 *
 * @param stages in order of execution
 */
public record StageTimes(List<StageTime> stages) {

  /** Copies the list. */
  public StageTimes {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param nanos wall-clock time
   */
  public record StageTime(Stage stage, long nanos) {}

  /** Wall-clock seconds of all stages. */
  public double totalSeconds() {
    long sum = 0;
    for (StageTime s : stages) {
      sum += s.nanos();
    }
    return sum * 1e-9;
  }

  /** One line a stage: name and milliseconds. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (StageTime s : stages) {
      out.append("%-12s %8.1f ms%n".formatted(s.stage(), s.nanos() * 1e-6));
    }
    return out.toString();
  }
}
