package io.zkml.core.field;

/**
 * The prime field F of p = 2^64 - 2^32 + 1 elements. An element is a {@code long} holding its
 * canonical representative, read as unsigned and below {@link #P}; every method expects canonical
 * arguments and returns canonical results.
 */
public final class Goldilocks {

  /** The field's order, as an unsigned 64-bit number. */
  public static final long P = 0xFFFF_FFFF_0000_0001L;

  /** 2^64 mod p = 2^32 - 1: what a carry out of 64 bits is worth. */
  public static final long EPSILON = 0xFFFF_FFFFL;

  /** A generator of the multiplicative group. */
  public static final long GENERATOR = 7;

  /** log2 of the largest power of two that divides p - 1. */
  public static final int TWO_ADICITY = 32;

  private static final long MIN = Long.MIN_VALUE;

  private Goldilocks() {}

  /** Whether {@code a} is a canonical representative. */
  public static boolean isCanonical(long a) {
    return a + MIN < P + MIN;
  }

  // Whether a sum or difference of random elements wraps is a coin toss that no branch predictor
  // learns (a mispredicted branch costs as much as ten multiplications), so carries and borrows are
  // computed as masks; only conditions that hold once in 2^32 stay branches.

  /** a + b. */
  public static long add(long a, long b) {
    return sub(a, P - b);
  }

  /** a - b; b may also be {@link #P}. */
  public static long sub(long a, long b) {
    long d = a - b;
    long borrow = ((~a & b) | ((~a | b) & d)) >> 63;
    return d - (borrow & EPSILON);
  }

  /** -a. */
  public static long neg(long a) {
    return a == 0 ? 0 : P - a;
  }

  /** a b. */
  public static long mul(long a, long b) {
    return reduce(Math.unsignedMultiplyHigh(a, b), a * b);
  }

  /** The canonical representative of {@code hi 2^64 + lo}. */
  public static long reduce(long hi, long lo) {
    long top = hi >>> 32;
    long t = lo - top;
    if (lo + MIN < top + MIN) {
      t -= EPSILON;
    }
    long mid = (hi & EPSILON) * EPSILON;
    long r = t + mid;
    long carry = ((t & mid) | ((t | mid) & ~r)) >> 63;
    r += carry & EPSILON;
    return r + MIN < P + MIN ? r : r - P;
  }

  /** a^e for an exponent read as unsigned. */
  public static long pow(long a, long e) {
    long result = 1;
    for (long base = a; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = mul(result, base);
      }
      base = mul(base, base);
    }
    return result;
  }

  /**
   * 1 / a.
   *
   * @throws ArithmeticException if a is 0
   */
  public static long inverse(long a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse");
    }
    return pow(a, P - 2);
  }

  /** The element of order 2^logOrder that every domain of this size uses: 7^((p-1)/2^logOrder). */
  public static long rootOfUnity(int logOrder) {
    if (logOrder < 0 || logOrder > TWO_ADICITY) {
      throw new IllegalArgumentException("no root of unity of order 2^" + logOrder);
    }
    return pow(GENERATOR, (P - 1) >>> logOrder);
  }

  /** The element that a signed integer of |v| < 2^63 stands for. */
  public static long fromSigned(long v) {
    return v >= 0 ? (v + MIN < P + MIN ? v : v - P) : v + P;
  }

  /** The signed integer of least magnitude that {@code a} stands for, in (-p/2, p/2). */
  public static long toSigned(long a) {
    return a + MIN <= (P >>> 1) + MIN ? a : a - P;
  }
}
