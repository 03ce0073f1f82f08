package io.zkml.core.field;

/** The plain Java twin: the meaning of every kernel, and the one that runs without Vector API. */
public final class ScalarKernels implements FieldKernels {

  private static final long LOW = Goldilocks.EPSILON;

  @Override
  public void add(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.add(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void sub(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.sub(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void mul(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.mul(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void mulScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.mul(a[ao + i], s);
    }
  }

  @Override
  public void addScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.add(a[ao + i], s);
    }
  }

  @Override
  public void mulScalarAdd(long[] a, int ao, long s, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.add(out[oo + i], Goldilocks.mul(a[ao + i], s));
    }
  }

  @Override
  public void mulAdd(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Goldilocks.add(out[oo + i], Goldilocks.mul(a[ao + i], b[bo + i]));
    }
  }

  @Override
  public long dot(long[] a, int ao, long[] b, int bo, int n) {
    long d0 = 0;
    long d1 = 0;
    long d2 = 0;
    long d3 = 0;
    for (int i = 0; i < n; i++) {
      long hi = Math.unsignedMultiplyHigh(a[ao + i], b[bo + i]);
      long lo = a[ao + i] * b[bo + i];
      d0 += lo & LOW;
      d1 += lo >>> 32;
      d2 += hi & LOW;
      d3 += hi >>> 32;
    }
    long upper = Goldilocks.add(d1, d2);
    return Goldilocks.add(
        Goldilocks.sub(d0, Goldilocks.add(d2, d3)), Goldilocks.mul(upper, 1L << 32));
  }

  @Override
  public long sum(long[] a, int ao, int n) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < n; i++) {
      low += a[ao + i] & LOW;
      high += a[ao + i] >>> 32;
    }
    return Goldilocks.add(low, Goldilocks.mul(high, 1L << 32));
  }

  @Override
  public void butterfly(long[] data, int lo, int hi, long[] twiddles, int to, int n) {
    for (int i = 0; i < n; i++) {
      long x = data[lo + i];
      long y = Goldilocks.mul(data[hi + i], twiddles[to + i]);
      data[lo + i] = Goldilocks.add(x, y);
      data[hi + i] = Goldilocks.sub(x, y);
    }
  }

  @Override
  public void butterflyScalar(long[] data, int lo, int hi, long t, int n) {
    for (int i = 0; i < n; i++) {
      long x = data[lo + i];
      long y = Goldilocks.mul(data[hi + i], t);
      data[lo + i] = Goldilocks.add(x, y);
      data[hi + i] = Goldilocks.sub(x, y);
    }
  }

  @Override
  public void butterflyBlocks(long[] data, int off, long[] twiddles, int to, int half, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int lo = off + block * 2 * half;
      butterfly(data, lo, lo + half, twiddles, to, half);
    }
  }

  @Override
  public void expandPairs(
      long[] in, int io, long[] twiddles, int to, int half, long[] out, int oo, int pairs) {
    for (int pair = 0; pair < pairs; pair++) {
      long x = in[io + 2 * pair];
      long y = in[io + 2 * pair + 1];
      int lo = oo + pair * 2 * half;
      for (int j = 0; j < half; j++) {
        long z = Goldilocks.mul(y, twiddles[to + j]);
        out[lo + j] = Goldilocks.add(x, z);
        out[lo + half + j] = Goldilocks.sub(x, z);
      }
    }
  }

  @Override
  public void extMul(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      long a0 = a.c0[ao + i];
      long a1 = a.c1[ao + i];
      long a2 = a.c2[ao + i];
      long b0 = b.c0[bo + i];
      long b1 = b.c1[bo + i];
      long b2 = b.c2[bo + i];
      int o = oo + i;
      out.c0[o] = sum3(0, a0, b0, 1, a1, b2, 1, a2, b1);
      out.c1[o] = sum3(0, a0, b1, 0, a1, b0, 1, a2, b2);
      out.c2[o] = sum3(0, a0, b2, 0, a1, b1, 0, a2, b0);
    }
  }

  @Override
  public void extMulScalar(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    long b0 = s.c0();
    long b1 = s.c1();
    long b2 = s.c2();
    for (int i = 0; i < n; i++) {
      long a0 = a.c0[ao + i];
      long a1 = a.c1[ao + i];
      long a2 = a.c2[ao + i];
      int o = oo + i;
      out.c0[o] = sum3(0, a0, b0, 1, a1, b2, 1, a2, b1);
      out.c1[o] = sum3(0, a0, b1, 0, a1, b0, 1, a2, b2);
      out.c2[o] = sum3(0, a0, b2, 0, a1, b1, 0, a2, b0);
    }
  }

  @Override
  public void extMulAdd(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      long a0 = a.c0[ao + i];
      long a1 = a.c1[ao + i];
      long a2 = a.c2[ao + i];
      long b0 = b.c0[bo + i];
      long b1 = b.c1[bo + i];
      long b2 = b.c2[bo + i];
      int o = oo + i;
      out.c0[o] = sum3(out.c0[o], a0, b0, 1, a1, b2, 1, a2, b1);
      out.c1[o] = sum3(out.c1[o], a0, b1, 0, a1, b0, 1, a2, b2);
      out.c2[o] = sum3(out.c2[o], a0, b2, 0, a1, b1, 0, a2, b0);
    }
  }

  @Override
  public void extMulScalarAdd(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    long b0 = s.c0();
    long b1 = s.c1();
    long b2 = s.c2();
    for (int i = 0; i < n; i++) {
      long a0 = a.c0[ao + i];
      long a1 = a.c1[ao + i];
      long a2 = a.c2[ao + i];
      int o = oo + i;
      out.c0[o] = sum3(out.c0[o], a0, b0, 1, a1, b2, 1, a2, b1);
      out.c1[o] = sum3(out.c1[o], a0, b1, 0, a1, b0, 1, a2, b2);
      out.c2[o] = sum3(out.c2[o], a0, b2, 0, a1, b1, 0, a2, b0);
    }
  }

  @Override
  public void foldBase(long[] a, int lo, int hi, Ext3 r, ExtVector out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      long l = a[lo + i];
      long d = Goldilocks.sub(a[hi + i], l);
      out.c0[oo + i] = Goldilocks.add(l, Goldilocks.mul(d, r.c0()));
      out.c1[oo + i] = Goldilocks.mul(d, r.c1());
      out.c2[oo + i] = Goldilocks.mul(d, r.c2());
    }
  }

  @Override
  public Ext3 extDot(ExtVector a, int ao, ExtVector b, int bo, int n) {
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

  @Override
  public void extFold(
      ExtVector a, int ao, ExtVector b, int bo, Ext3 r, ExtVector out, int oo, int n) {
    long b0 = r.c0();
    long b1 = r.c1();
    long b2 = r.c2();
    for (int i = 0; i < n; i++) {
      long l0 = a.c0[ao + i];
      long l1 = a.c1[ao + i];
      long l2 = a.c2[ao + i];
      long a0 = Goldilocks.sub(b.c0[bo + i], l0);
      long a1 = Goldilocks.sub(b.c1[bo + i], l1);
      long a2 = Goldilocks.sub(b.c2[bo + i], l2);
      int o = oo + i;
      out.c0[o] = sum3(l0, a0, b0, 1, a1, b2, 1, a2, b1);
      out.c1[o] = sum3(l1, a0, b1, 0, a1, b0, 1, a2, b2);
      out.c2[o] = sum3(l2, a0, b2, 0, a1, b1, 0, a2, b0);
    }
  }

  // A coordinate of a product in E is a sum of three products. They stay unreduced: the sum is
  // taken over their 32-bit digits, which needs no carries, and is reduced once.

  /** c + x0 y0 + 2^s1 x1 y1 + 2^s2 x2 y2; s1 and s2 are constants once this is inlined. */
  private static long sum3(
      long c, long x0, long y0, int s1, long x1, long y1, int s2, long x2, long y2) {
    long h0 = Math.unsignedMultiplyHigh(x0, y0);
    long h1 = Math.unsignedMultiplyHigh(x1, y1);
    long h2 = Math.unsignedMultiplyHigh(x2, y2);
    long l0 = x0 * y0;
    long l1 = x1 * y1;
    long l2 = x2 * y2;
    return ofDigits(
        (c & LOW) + (l0 & LOW) + ((l1 & LOW) << s1) + ((l2 & LOW) << s2),
        (c >>> 32) + (l0 >>> 32) + ((l1 >>> 32) << s1) + ((l2 >>> 32) << s2),
        (h0 & LOW) + ((h1 & LOW) << s1) + ((h2 & LOW) << s2),
        (h0 >>> 32) + ((h1 >>> 32) << s1) + ((h2 >>> 32) << s2));
  }

  /** d0 + d1 X + d2 X^2 + d3 X^3, X = 2^32, digits below 2^35; X^2 = X - 1 and X^3 = -1. */
  private static long ofDigits(long d0, long d1, long d2, long d3) {
    long n = d1 + d2;
    long top = n >>> 32;
    long small = d0 - d2 - d3 + (top << 32) - top;
    return Goldilocks.add(n << 32, small + (Goldilocks.P & (small >> 63)));
  }
}
