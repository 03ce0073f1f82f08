package io.zkml.core.field.simd;

import static io.zkml.core.field.simd.BaseLoops.LANES;
import static io.zkml.core.field.simd.BaseLoops.SPECIES;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.ScalarKernels;

/**
 * The Vector API twin: whole vectors go to the loops of this package, the rest of a range to the
 * scalar twin. Extension products run in chunks that stay, with a scratch of the calling thread, in
 * the first-level cache; nothing is allocated from the second call on.
 */
public final class VectorKernels implements FieldKernels {

  private static final int CHUNK = 256;

  /**
   * Distance of scratch planes: not a multiple of 512, lest their addresses collide modulo 4096.
   */
  private static final int PLANE = CHUNK + 24;

  private static final long[] ZEROS = new long[CHUNK];

  private final ScalarKernels scalar = new ScalarKernels();
  private final ThreadLocal<long[]> scratch = ThreadLocal.withInitial(() -> new long[4 * PLANE]);

  /** Whether this processor's vectors are wide enough (256 bits) to beat scalar code. */
  public static boolean isWorthwhile() {
    return SPECIES.vectorBitSize() >= 256;
  }

  /** The part of n entries that fills whole vectors. */
  private static int whole(int n) {
    return n & -LANES;
  }

  @Override
  public void add(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.add(a, ao, b, bo, out, oo, w);
    scalar.add(a, ao + w, b, bo + w, out, oo + w, n - w);
  }

  @Override
  public void sub(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.sub(a, ao, b, bo, out, oo, w);
    scalar.sub(a, ao + w, b, bo + w, out, oo + w, n - w);
  }

  @Override
  public void mul(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.mul(a, ao, b, bo, out, oo, w);
    scalar.mul(a, ao + w, b, bo + w, out, oo + w, n - w);
  }

  @Override
  public void mulScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.mulScalar(a, ao, s, out, oo, w);
    scalar.mulScalar(a, ao + w, s, out, oo + w, n - w);
  }

  @Override
  public void addScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.addScalar(a, ao, s, out, oo, w);
    scalar.addScalar(a, ao + w, s, out, oo + w, n - w);
  }

  @Override
  public void mulAdd(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.mulAdd(a, ao, b, bo, out, oo, out, oo, w);
    scalar.mulAdd(a, ao + w, b, bo + w, out, oo + w, n - w);
  }

  @Override
  public void mulScalarAdd(long[] a, int ao, long s, long[] out, int oo, int n) {
    int w = whole(n);
    BaseLoops.mulScalarAdd(a, ao, s, out, oo, out, oo, w);
    scalar.mulScalarAdd(a, ao + w, s, out, oo + w, n - w);
  }

  @Override
  public long dot(long[] a, int ao, long[] b, int bo, int n) {
    int w = n < 2 * LANES ? 0 : whole(n);
    long tail = scalar.dot(a, ao + w, b, bo + w, n - w);
    return w == 0 ? tail : Goldilocks.add(BaseLoops.dot(a, ao, b, bo, w), tail);
  }

  /** C2 vectorises the scalar loop by itself. */
  @Override
  public long sum(long[] a, int ao, int n) {
    return scalar.sum(a, ao, n);
  }

  @Override
  public void butterfly(long[] data, int lo, int hi, long[] twiddles, int to, int n) {
    int w = whole(n);
    ButterflyLoops.butterfly(data, lo, hi, twiddles, to, w);
    scalar.butterfly(data, lo + w, hi + w, twiddles, to + w, n - w);
  }

  @Override
  public void butterflyScalar(long[] data, int lo, int hi, long t, int n) {
    int w = whole(n);
    ButterflyLoops.butterflyScalar(data, lo, hi, t, w);
    scalar.butterflyScalar(data, lo + w, hi + w, t, n - w);
  }

  @Override
  public void butterflyBlocks(long[] data, int off, long[] twiddles, int to, int half, int blocks) {
    if (half % LANES != 0) {
      scalar.butterflyBlocks(data, off, twiddles, to, half, blocks);
    } else if (half <= blocks * LANES) {
      for (int j = 0; j < half; j += LANES) {
        ButterflyLoops.butterflyColumn(data, off + j, half, twiddles, to + j, blocks);
      }
    } else {
      for (int block = 0, lo = off; block < blocks; block++, lo += 2 * half) {
        ButterflyLoops.butterfly(data, lo, lo + half, twiddles, to, half);
      }
    }
  }

  @Override
  public void expandPairs(
      long[] in, int io, long[] twiddles, int to, int half, long[] out, int oo, int pairs) {
    if (half % LANES == 0) {
      for (int j = 0; j < half; j += LANES) {
        ButterflyLoops.expandColumn(in, io, twiddles, to + j, half, out, oo + j, pairs);
      }
    } else if (2 * half == LANES) {
      long[] factors = new long[LANES];
      for (int j = 0; j < half; j++) {
        factors[j] = twiddles[to + j];
        factors[half + j] = Goldilocks.neg(twiddles[to + j]);
      }
      ButterflyLoops.expandNarrow(in, io, factors, out, oo, pairs);
    } else {
      scalar.expandPairs(in, io, twiddles, to, half, out, oo, pairs);
    }
  }

  @Override
  public void extMul(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    int w = whole(n);
    for (int i = 0; i < w; i += CHUNK) {
      mulChunk(a, ao + i, b, bo + i, false, out, oo + i, Math.min(CHUNK, w - i));
    }
    scalar.extMul(a, ao + w, b, bo + w, out, oo + w, n - w);
  }

  @Override
  public void extMulAdd(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    int w = whole(n);
    for (int i = 0; i < w; i += CHUNK) {
      mulChunk(a, ao + i, b, bo + i, true, out, oo + i, Math.min(CHUNK, w - i));
    }
    scalar.extMulAdd(a, ao + w, b, bo + w, out, oo + w, n - w);
  }

  /** out = a b, or out += a b; results wait in the scratch until a and b have been read. */
  private void mulChunk(
      ExtVector a, int ao, ExtVector b, int bo, boolean plus, ExtVector out, int oo, int n) {
    long[] s = scratch.get();
    int b1Twice = 2 * PLANE;
    int b2Twice = 3 * PLANE;
    BaseLoops.twice(b.c1, bo, s, b1Twice, n);
    BaseLoops.twice(b.c2, bo, s, b2Twice, n);
    int co = plus ? oo : 0;
    long[] c0 = plus ? out.c0 : ZEROS;
    long[] c1 = plus ? out.c1 : ZEROS;
    long[] c2 = plus ? out.c2 : ZEROS;
    ExtLoops.dot3(a.c0, a.c1, a.c2, ao, b.c0, bo, s, b2Twice, s, b1Twice, c0, co, s, 0, n);
    ExtLoops.dot3(a.c0, a.c1, a.c2, ao, b.c1, bo, b.c0, bo, s, b2Twice, c1, co, s, PLANE, n);
    ExtLoops.dot3(a.c0, a.c1, a.c2, ao, b.c2, bo, b.c1, bo, b.c0, bo, c2, co, out.c2, oo, n);
    System.arraycopy(s, 0, out.c0, oo, n);
    System.arraycopy(s, PLANE, out.c1, oo, n);
  }

  @Override
  public void extMulScalar(ExtVector a, int ao, Ext3 r, ExtVector out, int oo, int n) {
    int w = whole(n);
    for (int i = 0; i < w; i += CHUNK) {
      mulScalarChunk(a, ao + i, r, false, out, oo + i, Math.min(CHUNK, w - i));
    }
    scalar.extMulScalar(a, ao + w, r, out, oo + w, n - w);
  }

  @Override
  public void extMulScalarAdd(ExtVector a, int ao, Ext3 r, ExtVector out, int oo, int n) {
    int w = whole(n);
    for (int i = 0; i < w; i += CHUNK) {
      mulScalarChunk(a, ao + i, r, true, out, oo + i, Math.min(CHUNK, w - i));
    }
    scalar.extMulScalarAdd(a, ao + w, r, out, oo + w, n - w);
  }

  private void mulScalarChunk(
      ExtVector a, int ao, Ext3 r, boolean plus, ExtVector out, int oo, int n) {
    long[] s = scratch.get();
    long r0 = r.c0();
    long r1 = r.c1();
    long r2 = r.c2();
    long r1Twice = Goldilocks.add(r1, r1);
    long r2Twice = Goldilocks.add(r2, r2);
    int co = plus ? oo : 0;
    long[] c0 = plus ? out.c0 : ZEROS;
    long[] c1 = plus ? out.c1 : ZEROS;
    long[] c2 = plus ? out.c2 : ZEROS;
    ExtLoops.dot3Scalar(a.c0, ao, a.c1, ao, a.c2, ao, r0, r2Twice, r1Twice, c0, co, s, 0, n);
    ExtLoops.dot3Scalar(a.c0, ao, a.c1, ao, a.c2, ao, r1, r0, r2Twice, c1, co, s, PLANE, n);
    ExtLoops.dot3Scalar(a.c0, ao, a.c1, ao, a.c2, ao, r2, r1, r0, c2, co, out.c2, oo, n);
    System.arraycopy(s, 0, out.c0, oo, n);
    System.arraycopy(s, PLANE, out.c1, oo, n);
  }

  @Override
  public void extFold(
      ExtVector a, int ao, ExtVector b, int bo, Ext3 r, ExtVector out, int oo, int n) {
    int w = whole(n);
    for (int i = 0; i < w; i += CHUNK) {
      foldChunk(a, ao + i, b, bo + i, r, out, oo + i, Math.min(CHUNK, w - i));
    }
    scalar.extFold(a, ao + w, b, bo + w, r, out, oo + w, n - w);
  }

  private void foldChunk(
      ExtVector a, int ao, ExtVector b, int bo, Ext3 r, ExtVector out, int oo, int n) {
    long[] s = scratch.get();
    BaseLoops.sub(b.c0, bo, a.c0, ao, s, 0, n);
    BaseLoops.sub(b.c1, bo, a.c1, ao, s, PLANE, n);
    BaseLoops.sub(b.c2, bo, a.c2, ao, s, 2 * PLANE, n);
    long r0 = r.c0();
    long r1 = r.c1();
    long r2 = r.c2();
    long r1Twice = Goldilocks.add(r1, r1);
    long r2Twice = Goldilocks.add(r2, r2);
    ExtLoops.dot3Scalar(
        s, 0, s, PLANE, s, 2 * PLANE, r0, r2Twice, r1Twice, a.c0, ao, out.c0, oo, n);
    ExtLoops.dot3Scalar(s, 0, s, PLANE, s, 2 * PLANE, r1, r0, r2Twice, a.c1, ao, out.c1, oo, n);
    ExtLoops.dot3Scalar(s, 0, s, PLANE, s, 2 * PLANE, r2, r1, r0, a.c2, ao, out.c2, oo, n);
  }

  @Override
  public void foldBase(long[] a, int lo, int hi, Ext3 r, ExtVector out, int oo, int n) {
    int w = whole(n);
    long[] s = scratch.get();
    for (int i = 0; i < w; i += CHUNK) {
      int m = Math.min(CHUNK, w - i);
      BaseLoops.sub(a, hi + i, a, lo + i, s, 0, m);
      BaseLoops.mulScalarAdd(s, 0, r.c0(), a, lo + i, out.c0, oo + i, m);
      BaseLoops.mulScalar(s, 0, r.c1(), out.c1, oo + i, m);
      BaseLoops.mulScalar(s, 0, r.c2(), out.c2, oo + i, m);
    }
    scalar.foldBase(a, lo + w, hi + w, r, out, oo + w, n - w);
  }

  @Override
  public void baseMulExtScalarAdd(
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
    int w = whole(n);
    long[] o0 = out.c0;
    long[] o1 = out.c1;
    long[] o2 = out.c2;
    ExtLoops.dot3Scalar(a, ao, b, bo, c, co, r.c0(), s.c0(), t.c0(), o0, oo, o0, oo, w);
    ExtLoops.dot3Scalar(a, ao, b, bo, c, co, r.c1(), s.c1(), t.c1(), o1, oo, o1, oo, w);
    ExtLoops.dot3Scalar(a, ao, b, bo, c, co, r.c2(), s.c2(), t.c2(), o2, oo, o2, oo, w);
    scalar.baseMulExtScalarAdd(a, ao + w, r, b, bo + w, s, c, co + w, t, out, oo + w, n - w);
  }

  @Override
  public Ext3 extDot(ExtVector a, int ao, ExtVector b, int bo, int n) {
    Ext3 total = Ext3.ZERO;
    for (int i = 0; i < n; i += 2 * CHUNK) {
      total = total.add(dotChunk(a, ao + i, b, bo + i, Math.min(2 * CHUNK, n - i)));
    }
    return total;
  }

  private Ext3 dotChunk(ExtVector a, int ao, ExtVector b, int bo, int n) {
    long d0 = dot(a.c0, ao, b.c0, bo, n);
    long d1 = Goldilocks.add(dot(a.c0, ao, b.c1, bo, n), dot(a.c1, ao, b.c0, bo, n));
    long d2 = Goldilocks.add(dot(a.c0, ao, b.c2, bo, n), dot(a.c2, ao, b.c0, bo, n));
    long d3 = Goldilocks.add(dot(a.c1, ao, b.c2, bo, n), dot(a.c2, ao, b.c1, bo, n));
    long d4 = dot(a.c2, ao, b.c2, bo, n);
    return new Ext3(
        Goldilocks.add(d0, Goldilocks.add(d3, d3)),
        Goldilocks.add(d1, Goldilocks.add(d4, d4)),
        Goldilocks.add(d2, dot(a.c1, ao, b.c1, bo, n)));
  }
}
