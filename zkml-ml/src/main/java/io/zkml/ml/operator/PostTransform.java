package io.zkml.ml.operator;

import java.util.Arrays;
import java.util.Locale;

/**
 * What {@code ai.onnx.ml} models do with a row of scores: their attribute {@code post_transform}.
 */
enum PostTransform {
  NONE,
  SOFTMAX,
  LOGISTIC,
  SOFTMAX_ZERO,
  PROBIT;

  /** The transform that a node names. */
  static PostTransform of(NodeContext context) throws OperatorException {
    String name = context.attributes().stringValue("post_transform", "NONE");
    for (PostTransform transform : values()) {
      if (transform.name().equals(name.toUpperCase(Locale.ROOT))) {
        return transform;
      }
    }
    throw new OperatorException("post_transform is '" + name + "'");
  }

  /** Transforms a row in place. */
  void apply(double[] row) {
    switch (this) {
      case NONE -> {}
      case LOGISTIC -> Arrays.setAll(row, i -> 1 / (1 + Math.exp(-row[i])));
      case PROBIT -> Arrays.setAll(row, i -> probit(row[i]));
      case SOFTMAX -> softmax(row, false);
      case SOFTMAX_ZERO -> softmax(row, true);
    }
  }

  /** Softmax; with {@code keepZeros}, scores of 0 stay 0. */
  private static void softmax(double[] row, boolean keepZeros) {
    double max = Arrays.stream(row).max().orElse(0);
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = keepZeros && Math.abs(row[i]) <= 1e-7 ? 0 : Math.exp(row[i] - max);
      sum += row[i];
    }
    for (int i = 0; i < row.length && sum > 0; i++) {
      row[i] /= sum;
    }
  }

  /** The usual approximation of the inverse of the normal distribution. */
  private static double probit(double p) {
    double x = 2 * p - 1;
    double log = Math.log((1 - x) * (1 + x));
    double a = 2 / (Math.PI * 0.147) + 0.5 * log;
    return Math.sqrt(2) * Math.signum(x) * Math.sqrt(Math.sqrt(a * a - log / 0.147) - a);
  }
}
