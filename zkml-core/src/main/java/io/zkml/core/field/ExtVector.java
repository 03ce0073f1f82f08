package io.zkml.core.field;

import java.util.Arrays;

/**
 * A mutable table of elements of E as a struct of arrays: entry i is {@code c0[i] + c1[i] u + c2[i]
 * u^2}. The three planes have equal length and are exposed for kernels; whoever holds the vector
 * may write to it.
 */
public final class ExtVector {

  /** Plane of coefficients of 1. */
  public final long[] c0;

  /** Plane of coefficients of u. */
  public final long[] c1;

  /** Plane of coefficients of u^2. */
  public final long[] c2;

  /** A zero vector. */
  public ExtVector(int length) {
    this(new long[length], new long[length], new long[length]);
  }

  private ExtVector(long[] c0, long[] c1, long[] c2) {
    this.c0 = c0;
    this.c1 = c1;
    this.c2 = c2;
  }

  /** A copy of a list of elements. */
  public static ExtVector of(Ext3... elements) {
    ExtVector v = new ExtVector(elements.length);
    for (int i = 0; i < elements.length; i++) {
      v.set(i, elements[i]);
    }
    return v;
  }

  /** The embedding of base elements; copies {@code base}. */
  public static ExtVector ofBase(long[] base) {
    return new ExtVector(base.clone(), new long[base.length], new long[base.length]);
  }

  /** Number of entries. */
  public int length() {
    return c0.length;
  }

  /** Entry i. */
  public Ext3 get(int i) {
    return new Ext3(c0[i], c1[i], c2[i]);
  }

  /** Writes entry i. */
  public void set(int i, Ext3 e) {
    c0[i] = e.c0();
    c1[i] = e.c1();
    c2[i] = e.c2();
  }

  /** Entries [from, to) as a vector of its own. */
  public ExtVector copyOfRange(int from, int to) {
    return new ExtVector(
        Arrays.copyOfRange(c0, from, to),
        Arrays.copyOfRange(c1, from, to),
        Arrays.copyOfRange(c2, from, to));
  }

  /** Writes {@code e} to entries [from, to). */
  public void fill(int from, int to, Ext3 e) {
    Arrays.fill(c0, from, to, e.c0());
    Arrays.fill(c1, from, to, e.c1());
    Arrays.fill(c2, from, to, e.c2());
  }

  /** Plane k of 0, 1, 2. */
  public long[] plane(int k) {
    return switch (k) {
      case 0 -> c0;
      case 1 -> c1;
      case 2 -> c2;
      default -> throw new IndexOutOfBoundsException("plane " + k);
    };
  }
}
