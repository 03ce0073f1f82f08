package io.zkml.core.security;

import java.util.List;

/** Probabilities as base-2 logarithms; every operation rounds up by more than its own error. */
final class Log2 {

  /** The logarithm of probability 0. */
  static final double ZERO = Double.NEGATIVE_INFINITY;

  private static final double ULPS = 1e-9;

  private Log2() {}

  /** log2(x), x >= 0, rounded up. */
  static double of(double x) {
    return x <= 0 ? ZERO : Math.log(x) / Math.log(2) + ULPS;
  }

  /** The logarithm of a sum, rounded up. */
  static double add(double... logs) {
    double max = ZERO;
    for (double l : logs) {
      max = Math.max(max, l);
    }
    if (max == ZERO) {
      return ZERO;
    }
    double sum = 0;
    for (double l : logs) {
      sum += Math.pow(2, l - max);
    }
    return max + of(sum);
  }

  /** The logarithm of the terms' sum. */
  static double sum(List<ErrorTerm> terms) {
    return add(terms.stream().mapToDouble(ErrorTerm::log2Error).toArray());
  }
}
