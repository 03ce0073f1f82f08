package io.zkml.core.poly;

import io.zkml.core.field.Goldilocks;

/** The readable, quadratic twin of {@link Ntt}: the definition of an encoding. */
public final class NaiveDft {

  private NaiveDft() {}

  /**
   * The codeword of a column: entry i of {@code entries} is the coefficient of X^rev(i), rev the
   * reversal of h bits; the result holds P(w^k) for k below 2^(h+b), w = {@code rootOfUnity(h+b)}.
   */
  public static long[] encode(long[] entries, int b) {
    int h = log2(entries.length);
    long[] coefficients = new long[entries.length];
    for (int i = 0; i < entries.length; i++) {
      coefficients[reverse(i, h)] = entries[i];
    }
    long[] out = new long[entries.length << b];
    long w = Goldilocks.rootOfUnity(h + b);
    long x = 1;
    for (int k = 0; k < out.length; k++) {
      out[k] = evaluate(coefficients, x);
      x = Goldilocks.mul(x, w);
    }
    return out;
  }

  /** Horner's rule; {@code coefficients[j]} belongs to X^j. */
  public static long evaluate(long[] coefficients, long x) {
    long y = 0;
    for (int j = coefficients.length - 1; j >= 0; j--) {
      y = Goldilocks.add(Goldilocks.mul(y, x), coefficients[j]);
    }
    return y;
  }

  /** The reversal of the low {@code bits} bits of i. */
  static int reverse(int i, int bits) {
    return bits == 0 ? 0 : Integer.reverse(i) >>> (32 - bits);
  }

  private static int log2(int n) {
    if (Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("not a power of two: " + n);
    }
    return Integer.numberOfTrailingZeros(n);
  }
}
