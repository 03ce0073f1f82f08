package io.zkml.core.field.simd;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.SUB;
import static jdk.incubator.vector.VectorOperators.UGE;
import static jdk.incubator.vector.VectorOperators.ULT;

import io.zkml.core.field.Goldilocks;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector loops over base field elements. Here and in the other loops of this package n is a
 * multiple of {@link #LANES}.
 *
 * <p><b>How to write such a loop.</b> C2 inlines the methods of the Vector API without limit, but a
 * method of our own only while the loop's graph is small (about 35 vector operations); one call
 * that is not inlined boxes every vector that crosses it, and the loop runs ten times slower. So a
 * loop calls {@link #product} once, first, or no method of ours at all, and everything else is
 * written out. With that rule a body may have two hundred operations.
 *
 * <p>Vector multiplications of 32-bit halves compile to one instruction because C2 recognises the
 * mask and the shift on both operands.
 */
final class BaseLoops {

  static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** The low half of a lane; also 2^64 mod p. */
  static final long LOW = Goldilocks.EPSILON;

  private static final long P = Goldilocks.P;

  private BaseLoops() {}

  /** a b, canonical, for any 64-bit representatives whose product is below p 2^64. */
  static LongVector product(LongVector a, LongVector b) {
    LongVector al = a.and(LOW);
    LongVector bl = b.and(LOW);
    LongVector ah = a.lanewise(LSHR, 32);
    LongVector bh = b.lanewise(LSHR, 32);
    LongVector ll = al.mul(bl);
    LongVector m = ah.mul(bl).add(ll.lanewise(LSHR, 32));
    LongVector n = al.mul(bh).add(m.and(LOW));
    LongVector hi = ah.mul(bh).add(m.lanewise(LSHR, 32)).add(n.lanewise(LSHR, 32));
    LongVector lo = n.lanewise(LSHL, 32).or(ll.and(LOW));
    // hi 2^64 + lo = lo - gap (mod p), hi = h1 2^32 + h0, gap = p + h1 - h0 (2^32 - 1) <= 2^64 - 1
    LongVector gap = hi.lanewise(LSHR, 32).add(P).add(hi.and(LOW)).sub(hi.lanewise(LSHL, 32));
    LongVector r = lo.sub(gap).lanewise(SUB, LOW, lo.compare(ULT, gap));
    // Only a second borrow (h0 = 0, lo < h1) leaves r at p or above.
    return r.lanewise(SUB, LOW, r.compare(UGE, P));
  }

  static void add(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      LongVector gap = LongVector.fromArray(SPECIES, b, bo + i).neg().add(P);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(out, oo + i);
    }
  }

  static void sub(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      LongVector y = LongVector.fromArray(SPECIES, b, bo + i);
      x.sub(y).lanewise(SUB, LOW, x.compare(ULT, y)).intoArray(out, oo + i);
    }
  }

  static void addScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    long gap = P - s;
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(out, oo + i);
    }
  }

  static void mul(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      product(x, LongVector.fromArray(SPECIES, b, bo + i)).intoArray(out, oo + i);
    }
  }

  static void mulScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    LongVector y = LongVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LANES) {
      product(LongVector.fromArray(SPECIES, a, ao + i), y).intoArray(out, oo + i);
    }
  }

  /** out = c + a b. */
  static void mulAdd(
      long[] a, int ao, long[] b, int bo, long[] c, int co, long[] out, int oo, int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      LongVector gap = product(x, LongVector.fromArray(SPECIES, b, bo + i)).neg().add(P);
      LongVector z = LongVector.fromArray(SPECIES, c, co + i);
      z.sub(gap).lanewise(SUB, LOW, z.compare(ULT, gap)).intoArray(out, oo + i);
    }
  }

  /** out = c + s a. */
  static void mulScalarAdd(long[] a, int ao, long s, long[] c, int co, long[] out, int oo, int n) {
    LongVector y = LongVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LANES) {
      LongVector gap = product(LongVector.fromArray(SPECIES, a, ao + i), y).neg().add(P);
      LongVector z = LongVector.fromArray(SPECIES, c, co + i);
      z.sub(gap).lanewise(SUB, LOW, z.compare(ULT, gap)).intoArray(out, oo + i);
    }
  }

  /** out = 2 a. */
  static void twice(long[] a, int ao, long[] out, int oo, int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      LongVector gap = x.neg().add(P);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(out, oo + i);
    }
  }

  /**
   * The sum of products. With X = 2^32 a product of halves is {@code ll + m X + h X^2}; the three
   * sums wrap and their carries are counted: X^2 = X - 1 and X^3 = -1 make one vector of them.
   */
  static long dot(long[] a, int ao, long[] b, int bo, int n) {
    LongVector zero = LongVector.zero(SPECIES);
    LongVector low = zero;
    LongVector mid = zero;
    LongVector high = zero;
    LongVector lowCarries = zero;
    LongVector midCarries = zero;
    LongVector highCarries = zero;
    for (int i = 0; i < n; i += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, ao + i);
      LongVector y = LongVector.fromArray(SPECIES, b, bo + i);
      LongVector xl = x.and(LOW);
      LongVector yl = y.and(LOW);
      LongVector xh = x.lanewise(LSHR, 32);
      LongVector yh = y.lanewise(LSHR, 32);
      LongVector t = xl.mul(yl);
      low = low.add(t);
      lowCarries = lowCarries.lanewise(ADD, 1, low.compare(ULT, t));
      t = xl.mul(yh);
      mid = mid.add(t);
      midCarries = midCarries.lanewise(ADD, 1, mid.compare(ULT, t));
      t = xh.mul(yl);
      mid = mid.add(t);
      midCarries = midCarries.lanewise(ADD, 1, mid.compare(ULT, t));
      t = xh.mul(yh);
      high = high.add(t);
      highCarries = highCarries.lanewise(ADD, 1, high.compare(ULT, t));
    }
    long[] lanes = new long[6 * LANES];
    low.intoArray(lanes, 0);
    mid.intoArray(lanes, LANES);
    high.intoArray(lanes, 2 * LANES);
    lowCarries.intoArray(lanes, 3 * LANES);
    midCarries.intoArray(lanes, 4 * LANES);
    highCarries.intoArray(lanes, 5 * LANES);
    return combine(lanes);
  }

  private static long combine(long[] lanes) {
    long[] digits = new long[9];
    for (int l = 0; l < LANES; l++) {
      for (int column = 0; column < 3; column++) {
        long word = lanes[column * LANES + l];
        digits[column] += word & LOW;
        digits[column + 3] += word >>> 32;
        digits[column + 6] += lanes[(column + 3) * LANES + l];
      }
    }
    // Digits are below 2^35 and carries below 2^32: no sum wraps. X^4 = -X.
    long one = Goldilocks.sub(digits[0], digits[5] + digits[7]);
    long x = Goldilocks.sub(digits[3] + digits[1], digits[8]);
    long x2 = digits[4] + digits[2] + digits[6];
    long upper = Goldilocks.add(x, Goldilocks.mul(x2, 1L << 32));
    return Goldilocks.add(one, Goldilocks.mul(upper, 1L << 32));
  }
}
