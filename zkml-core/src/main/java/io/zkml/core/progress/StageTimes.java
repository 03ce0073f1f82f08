package io.zkml.core.progress;

import java.util.List;

/**
 * How long the stages of a proof took, and what memory was in use.
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
   * @param heapBytes heap in use at the stage's end, garbage included
   */
  public record StageTime(Stage stage, long nanos, long heapBytes) {}

  /** Wall-clock seconds of all stages. */
  public double totalSeconds() {
    long sum = 0;
    for (StageTime s : stages) {
      sum += s.nanos();
    }
    return sum * 1e-9;
  }

  /** The most heap in use at the end of a stage, garbage included. */
  public long peakHeapBytes() {
    long peak = 0;
    for (StageTime s : stages) {
      peak = Math.max(peak, s.heapBytes());
    }
    return peak;
  }

  /** One line a stage: name, milliseconds, mebibytes. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (StageTime s : stages) {
      out.append(
          "%-12s %8.1f ms %6d MiB%n".formatted(s.stage(), s.nanos() * 1e-6, s.heapBytes() >> 20));
    }
    return out.toString();
  }
}
