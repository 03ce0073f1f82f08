package io.zkml.ml.operator;

import java.util.Arrays;

/**
 * Probabilities of classes from those of pairs of classes, after Wu, Lin and Weng (2004), second
 * method, with the iteration and the tolerance of LIBSVM.
 */
final class PairwiseProbability {
  private static final double MIN = 1e-7;

  private PairwiseProbability() {}

  /** The probability that a score of a pair means its first class. */
  static double ofPair(double score, double a, double b) {
    return Math.clamp(1 / (1 + Math.exp(score * a + b)), MIN, 1 - MIN);
  }

  /**
   * Joins the pairs.
   *
   * @param pairs at {@code [i][j]} the probability of class i against class j
   */
  static double[] join(double[][] pairs) {
    int k = pairs.length;
    double[][] q = new double[k][k];
    for (int t = 0; t < k; t++) {
      for (int j = 0; j < k; j++) {
        if (j != t) {
          q[t][t] += pairs[j][t] * pairs[j][t];
          q[t][j] = -pairs[j][t] * pairs[t][j];
        }
      }
    }
    double[] p = new double[k];
    Arrays.fill(p, 1.0 / k);
    for (int round = 0; round < Math.max(100, k); round++) {
      double[] qp = product(q, p);
      double pqp = 0;
      for (int t = 0; t < k; t++) {
        pqp += p[t] * qp[t];
      }
      double worst = 0;
      for (double x : qp) {
        worst = Math.max(worst, Math.abs(x - pqp));
      }
      if (worst < 0.005 / k) {
        break;
      }
      update(q, p, qp, pqp);
    }
    return p;
  }

  private static double[] product(double[][] q, double[] p) {
    double[] out = new double[p.length];
    for (int t = 0; t < p.length; t++) {
      for (int j = 0; j < p.length; j++) {
        out[t] += q[t][j] * p[j];
      }
    }
    return out;
  }

  private static void update(double[][] q, double[] p, double[] qp, double pqp) {
    double current = pqp;
    for (int t = 0; t < p.length; t++) {
      double step = (current - qp[t]) / q[t][t];
      p[t] += step;
      current = (current + step * (step * q[t][t] + 2 * qp[t])) / ((1 + step) * (1 + step));
      for (int j = 0; j < p.length; j++) {
        qp[j] = (qp[j] + step * q[t][j]) / (1 + step);
        p[j] /= 1 + step;
      }
    }
  }
}
