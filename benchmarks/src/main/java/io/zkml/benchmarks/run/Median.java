package io.zkml.benchmarks.run;

import java.util.List;

/** The middle of a list of numbers. */
final class Median {

  private Median() {}

  /** The median; of two middle values their mean. */
  static double of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }
}
