package io.zkml.ml.operator;

/** Functions of a real number that {@link StrictMath} doesn't have. */
final class RealMath {
  /** Beyond this, the error function is 1 in float64. */
  private static final double ERF_IS_ONE = 6;

  private RealMath() {}

  /** {@code 1 / (1 + exp(-x))}. */
  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** {@code log(1 + exp(x))}, also where {@code exp(x)} overflows. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** The error function. */
  static double erf(double x) {
    if (Double.isNaN(x) || Math.abs(x) > ERF_IS_ONE) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    // 2 / sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!!: every term has the sign of x.
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.ulp(sum) / 4; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    double square = a * a;
    return Math.copySign(StrictMath.log1p(a + square / (1 + Math.sqrt(1 + square))), x);
  }

  static double acosh(double x) {
    return StrictMath.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1));
  }

  static double atanh(double x) {
    return (StrictMath.log1p(x) - StrictMath.log1p(-x)) / 2;
  }
}
