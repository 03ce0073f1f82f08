package io.zkml.core.field;

/**
 * An element c0 + c1 u + c2 u^2 of the cubic extension E = F[u] / (u^3 - 2); 2 is a cubic
 * non-residue mod p. Immutable; meant for the verifier and for the few scalars a prover handles:
 * tables of E live in {@link ExtVector}.
 *
 * @param c0 coefficient of 1, canonical
 * @param c1 coefficient of u, canonical
 * @param c2 coefficient of u^2, canonical
 */
public record Ext3(long c0, long c1, long c2) {

  /** 0. */
  public static final Ext3 ZERO = new Ext3(0, 0, 0);

  /** 1. */
  public static final Ext3 ONE = new Ext3(1, 0, 0);

  /** The embedding of a base field element. */
  public static Ext3 of(long base) {
    return new Ext3(base, 0, 0);
  }

  /** The embedding of a signed integer. */
  public static Ext3 ofSigned(long v) {
    return new Ext3(Goldilocks.fromSigned(v), 0, 0);
  }

  /** this + o. */
  public Ext3 add(Ext3 o) {
    return new Ext3(Goldilocks.add(c0, o.c0), Goldilocks.add(c1, o.c1), Goldilocks.add(c2, o.c2));
  }

  /** this - o. */
  public Ext3 sub(Ext3 o) {
    return new Ext3(Goldilocks.sub(c0, o.c0), Goldilocks.sub(c1, o.c1), Goldilocks.sub(c2, o.c2));
  }

  /** -this. */
  public Ext3 negate() {
    return new Ext3(Goldilocks.neg(c0), Goldilocks.neg(c1), Goldilocks.neg(c2));
  }

  /** 1 - this. */
  public Ext3 oneMinus() {
    return new Ext3(Goldilocks.sub(1, c0), Goldilocks.neg(c1), Goldilocks.neg(c2));
  }

  /** this * o, with u^3 = 2. */
  public Ext3 mul(Ext3 o) {
    long d0 = Goldilocks.mul(c0, o.c0);
    long d1 = Goldilocks.add(Goldilocks.mul(c0, o.c1), Goldilocks.mul(c1, o.c0));
    long d2 =
        Goldilocks.add(
            Goldilocks.add(Goldilocks.mul(c0, o.c2), Goldilocks.mul(c2, o.c0)),
            Goldilocks.mul(c1, o.c1));
    long d3 = Goldilocks.add(Goldilocks.mul(c1, o.c2), Goldilocks.mul(c2, o.c1));
    long d4 = Goldilocks.mul(c2, o.c2);
    return new Ext3(
        Goldilocks.add(d0, Goldilocks.add(d3, d3)), Goldilocks.add(d1, Goldilocks.add(d4, d4)), d2);
  }

  /** this * base. */
  public Ext3 mul(long base) {
    return new Ext3(Goldilocks.mul(c0, base), Goldilocks.mul(c1, base), Goldilocks.mul(c2, base));
  }

  /** this squared. */
  public Ext3 square() {
    return mul(this);
  }

  /** this^e, e >= 0. */
  public Ext3 pow(long e) {
    Ext3 result = ONE;
    Ext3 base = this;
    for (; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = result.mul(base);
      }
      base = base.square();
    }
    return result;
  }

  /**
   * 1 / this, by the adjugate of the multiplication matrix.
   *
   * @throws ArithmeticException if this is 0
   */
  public Ext3 inverse() {
    long a = Goldilocks.sub(Goldilocks.mul(c0, c0), twice(Goldilocks.mul(c1, c2)));
    long b = Goldilocks.sub(twice(Goldilocks.mul(c2, c2)), Goldilocks.mul(c0, c1));
    long c = Goldilocks.sub(Goldilocks.mul(c1, c1), Goldilocks.mul(c0, c2));
    long norm =
        Goldilocks.add(
            Goldilocks.mul(c0, a),
            twice(Goldilocks.add(Goldilocks.mul(c2, b), Goldilocks.mul(c1, c))));
    return new Ext3(a, b, c).mul(Goldilocks.inverse(norm));
  }

  /** Whether this is 0. */
  public boolean isZero() {
    return (c0 | c1 | c2) == 0;
  }

  private static long twice(long a) {
    return Goldilocks.add(a, a);
  }
}
