package io.zkml.ml.quant;

import java.util.function.IntFunction;

/**
 * What follows for a form from its operands' bounds.
 *
 * @param min least possible entry
 * @param max largest possible entry
 * @param magnitude bound of the sum of all magnitudes: what the bounds ledger demands
 */
public record FormBounds(long min, long max, long magnitude) {

  private static final long MOST = 1L << 61;

  /** The bounds of a form; throws ArithmeticException beyond 61 bits. */
  public static FormBounds of(LinearForm form, IntFunction<QuantValue> values) {
    long min = form.bias() == null ? 0 : form.bias().min();
    long max = form.bias() == null ? 0 : form.bias().max();
    long magnitude = form.bias() == null ? 0 : Math.max(1, form.bias().magnitude());
    magnitude = form.bias() != null && form.bias().magnitude() == 0 ? 0 : magnitude;
    for (Addend a : form.addends()) {
      QuantValue x = values.apply(a.value());
      long low = a.weights() == null ? 1 : Math.min(0, a.weights().min());
      long high = a.weights() == null ? 1 : Math.max(0, a.weights().max());
      boolean fills = !a.map().isIdentity();
      long xLow = fills ? Math.min(0, x.min()) : x.min();
      long xHigh = fills ? Math.max(0, x.max()) : x.max();
      long factor = Math.multiplyExact(a.multiplier(), a.summed().elements());
      min = Math.addExact(min, least(factor, low, high, xLow, xHigh, false));
      max = Math.addExact(max, least(factor, low, high, xLow, xHigh, true));
      long top = Math.max(Math.abs(x.min()), Math.abs(x.max()));
      magnitude = Math.addExact(magnitude, a.bound(top));
    }
    if (magnitude > MOST) {
      throw new ArithmeticException(
          "a sum beyond 61 bits: use a policy of fewer bits, or scale its inputs down");
    }
    return new FormBounds(min, max, Math.max(1, magnitude));
  }

  /** The least (or largest) product of a factor, a weight and an entry. */
  private static long least(long factor, long low, long high, long min, long max, boolean most) {
    long best = most ? Long.MIN_VALUE : Long.MAX_VALUE;
    for (long w : new long[] {low, high}) {
      for (long x : new long[] {min, max}) {
        long p = Math.multiplyExact(Math.multiplyExact(factor, w), x);
        best = most ? Math.max(best, p) : Math.min(best, p);
      }
    }
    return best;
  }
}
