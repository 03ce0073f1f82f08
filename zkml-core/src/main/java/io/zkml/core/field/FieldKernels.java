package io.zkml.core.field;

import io.zkml.core.field.simd.AdaptiveKernels;
import io.zkml.core.field.simd.VectorKernels;

/**
 * Loops over arrays of field elements: everything hot in a prover is made of these. Arguments are
 * canonical, results are canonical, so implementations agree bit for bit. An array comes with an
 * offset; n entries from there are read or written. Output may coincide exactly with an input (same
 * array, same offset), otherwise ranges must not overlap. Implementations are stateless and may be
 * used by many threads.
 */
public sealed interface FieldKernels permits ScalarKernels, VectorKernels, AdaptiveKernels {

  /** out = a + b. */
  void add(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n);

  /** out = a - b. */
  void sub(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n);

  /** out = a b, entry by entry. */
  void mul(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n);

  /** out = s a. */
  void mulScalar(long[] a, int ao, long s, long[] out, int oo, int n);

  /** out = a + s, s a base element. */
  void addScalar(long[] a, int ao, long s, long[] out, int oo, int n);

  /** out += s a. */
  void mulScalarAdd(long[] a, int ao, long s, long[] out, int oo, int n);

  /** out += a b, entry by entry. */
  void mulAdd(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n);

  /** The sum of n products a b. */
  long dot(long[] a, int ao, long[] b, int bo, int n);

  /** The sum of n entries. */
  long sum(long[] a, int ao, int n);

  /**
   * NTT butterflies with one twiddle factor an entry: (x, y) becomes (x + t y, x - t y), x at
   * {@code lo + i}, y at {@code hi + i}, t at {@code to + i}.
   */
  void butterfly(long[] data, int lo, int hi, long[] twiddles, int to, int n);

  /** NTT butterflies with one twiddle factor t for all: (x, y) becomes (x + t y, x - t y). */
  void butterflyScalar(long[] data, int lo, int hi, long t, int n);

  /**
   * One NTT stage over consecutive blocks of {@code 2 half} entries from {@code off}: in each block
   * (x, y) becomes (x + t y, x - t y), x at j, y at {@code half + j}, t at {@code to + j}, j below
   * half.
   */
  void butterflyBlocks(long[] data, int off, long[] twiddles, int to, int half, int blocks);

  /**
   * The first NTT stage of an encoding, from {@code 2 pairs} inputs to {@code 2 half pairs}
   * outputs: inputs (x, y) of a pair become the block x + t_j y followed by the block x - t_j y,
   * t_j at {@code to + j}, j below half. Output must not overlap the input.
   */
  void expandPairs(
      long[] in, int io, long[] twiddles, int to, int half, long[] out, int oo, int pairs);

  /** out = a b in E. */
  void extMul(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n);

  /** out += a b in E. */
  void extMulAdd(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n);

  /** out = s a in E. */
  void extMulScalar(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n);

  /** out += s a in E. */
  void extMulScalarAdd(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n);

  /**
   * out = a + r (b - a) in E: binds one variable of an MLE to r. The output may be either input.
   */
  void extFold(ExtVector a, int ao, ExtVector b, int bo, Ext3 r, ExtVector out, int oo, int n);

  /** As above, both inputs in one vector. */
  default void extFold(ExtVector a, int lo, int hi, Ext3 r, ExtVector out, int oo, int n) {
    extFold(a, lo, a, hi, r, out, oo, n);
  }

  /** out = lo + r (hi - lo), lo and hi in F and r in E: binds the first variable of a base MLE. */
  void foldBase(long[] a, int lo, int hi, Ext3 r, ExtVector out, int oo, int n);

  /** The sum of n products a b in E. */
  Ext3 extDot(ExtVector a, int ao, ExtVector b, int bo, int n);

  /** out = a + b in E. */
  default void extAdd(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    add(a.c0, ao, b.c0, bo, out.c0, oo, n);
    add(a.c1, ao, b.c1, bo, out.c1, oo, n);
    add(a.c2, ao, b.c2, bo, out.c2, oo, n);
  }

  /** out = a - b in E. */
  default void extSub(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    sub(a.c0, ao, b.c0, bo, out.c0, oo, n);
    sub(a.c1, ao, b.c1, bo, out.c1, oo, n);
    sub(a.c2, ao, b.c2, bo, out.c2, oo, n);
  }

  /** out = a b, a in E and b in F. */
  default void extMulBase(ExtVector a, int ao, long[] b, int bo, ExtVector out, int oo, int n) {
    mul(a.c0, ao, b, bo, out.c0, oo, n);
    mul(a.c1, ao, b, bo, out.c1, oo, n);
    mul(a.c2, ao, b, bo, out.c2, oo, n);
  }

  /** out = s a, a in F and s in E. */
  default void baseMulExtScalar(long[] a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    mulScalar(a, ao, s.c0(), out.c0, oo, n);
    mulScalar(a, ao, s.c1(), out.c1, oo, n);
    mulScalar(a, ao, s.c2(), out.c2, oo, n);
  }

  /** out += s a, a in F and s in E. */
  default void baseMulExtScalarAdd(long[] a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    mulScalarAdd(a, ao, s.c0(), out.c0, oo, n);
    mulScalarAdd(a, ao, s.c1(), out.c1, oo, n);
    mulScalarAdd(a, ao, s.c2(), out.c2, oo, n);
  }

  /** out += r a + s b + t c, a, b, c in F and r, s, t in E. */
  default void baseMulExtScalarAdd(
      long[] a,
      int ao,
      Ext3 r,
      long[] b,
      int bo,
      Ext3 s,
      long[] c,
      int co,
      Ext3 t,
      ExtVector out,
      int oo,
      int n) {
    baseMulExtScalarAdd(a, ao, r, out, oo, n);
    baseMulExtScalarAdd(b, bo, s, out, oo, n);
    baseMulExtScalarAdd(c, co, t, out, oo, n);
  }

  /** out = a + s, s in E. */
  default void extAddScalar(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    addScalar(a.c0, ao, s.c0(), out.c0, oo, n);
    addScalar(a.c1, ao, s.c1(), out.c1, oo, n);
    addScalar(a.c2, ao, s.c2(), out.c2, oo, n);
  }

  /** out += a b, a in E and b in F. */
  default void extMulBaseAdd(ExtVector a, int ao, long[] b, int bo, ExtVector out, int oo, int n) {
    mulAdd(a.c0, ao, b, bo, out.c0, oo, n);
    mulAdd(a.c1, ao, b, bo, out.c1, oo, n);
    mulAdd(a.c2, ao, b, bo, out.c2, oo, n);
  }

  /** The sum of n products a b, a in E and b in F. */
  default Ext3 extDotBase(ExtVector a, int ao, long[] b, int bo, int n) {
    return new Ext3(dot(a.c0, ao, b, bo, n), dot(a.c1, ao, b, bo, n), dot(a.c2, ao, b, bo, n));
  }

  /** The sum of n entries of E. */
  default Ext3 extSum(ExtVector a, int ao, int n) {
    return new Ext3(sum(a.c0, ao, n), sum(a.c1, ao, n), sum(a.c2, ao, n));
  }
}
