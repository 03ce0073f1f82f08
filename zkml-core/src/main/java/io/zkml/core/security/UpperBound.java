package io.zkml.core.security;

import java.math.BigInteger;

/**
 * A number that is at least another one: multiples of 2^-400, every operation rounded up. Integers
 * only, so all machines agree on it.
 *
 * @param units the multiple, not negative
 */
record UpperBound(BigInteger units) implements Comparable<UpperBound> {

  /** log2 of the units in 1. */
  static final int SCALE = 400;

  static final UpperBound ZERO = new UpperBound(BigInteger.ZERO);

  /** Checks the sign. */
  UpperBound {
    if (units.signum() < 0) {
      throw new IllegalArgumentException("a negative bound");
    }
  }

  static UpperBound of(long n) {
    return of(BigInteger.valueOf(n));
  }

  static UpperBound of(BigInteger n) {
    return new UpperBound(n.shiftLeft(SCALE));
  }

  /** 2^(halves / 2). */
  static UpperBound rootOfTwo(int halves) {
    BigInteger square = BigInteger.ONE.shiftLeft(2 * SCALE + halves);
    BigInteger root = square.sqrt();
    boolean exact = root.multiply(root).equals(square);
    return new UpperBound(exact ? root : root.add(BigInteger.ONE));
  }

  UpperBound plus(UpperBound o) {
    return new UpperBound(units.add(o.units));
  }

  UpperBound times(UpperBound o) {
    return new UpperBound(ceilShift(units.multiply(o.units), SCALE));
  }

  UpperBound times(long factor) {
    return new UpperBound(units.multiply(BigInteger.valueOf(factor)));
  }

  /** Times 2^bits. */
  UpperBound shifted(int bits) {
    return bits >= 0
        ? new UpperBound(units.shiftLeft(bits))
        : new UpperBound(ceilShift(units, -bits));
  }

  UpperBound over(BigInteger divisor) {
    return new UpperBound(ceil(units, divisor));
  }

  UpperBound over(long divisor) {
    return over(BigInteger.valueOf(divisor));
  }

  UpperBound power(int exponent) {
    UpperBound power = of(1);
    for (int bit = Integer.highestOneBit(exponent); bit > 0; bit >>= 1) {
      power = power.times(power);
      power = (exponent & bit) == 0 ? power : power.times(this);
    }
    return power;
  }

  @Override
  public int compareTo(UpperBound o) {
    return units.compareTo(o.units);
  }

  /** The quotient by 2^bits, rounded up: shifts round down. */
  private static BigInteger ceilShift(BigInteger a, int bits) {
    return a.negate().shiftRight(bits).negate();
  }

  private static BigInteger ceil(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
