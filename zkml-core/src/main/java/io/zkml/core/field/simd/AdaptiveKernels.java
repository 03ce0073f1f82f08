package io.zkml.core.field.simd;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.ScalarKernels;

/**
 * Kernels that are scalar at first and vectors later: code of the Vector API runs up to a thousand
 * times slower than plain Java until the JIT has compiled it, so a daemon thread runs every vector
 * kernel on data of its own and switches when all of them are seen to be faster than their twins.
 * Since twins agree bit for bit, a switch in the middle of a proof is free. Where the JIT never
 * gets there (an interpreter-only Java, a restricted compiler), the scalar twin stays.
 */
public final class AdaptiveKernels implements FieldKernels {

  private volatile FieldKernels current = new ScalarKernels();

  private AdaptiveKernels() {}

  /** Scalar kernels with a warm-up of the vector twin under way. Needs the Vector API. */
  public static AdaptiveKernels start() {
    AdaptiveKernels kernels = new AdaptiveKernels();
    Thread.ofPlatform()
        .daemon()
        .name("zkml-kernel-warmup")
        .start(() -> {
          FieldKernels vector = new VectorKernels();
          if (KernelWarmup.run(kernels.current, vector)) {
            kernels.current = vector;
          }
        });
    return kernels;
  }

  /** The implementation that calls go to at the moment. */
  public FieldKernels current() {
    return current;
  }

  @Override
  public void add(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    current.add(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void sub(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    current.sub(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void mul(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    current.mul(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void mulScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    current.mulScalar(a, ao, s, out, oo, n);
  }

  @Override
  public void addScalar(long[] a, int ao, long s, long[] out, int oo, int n) {
    current.addScalar(a, ao, s, out, oo, n);
  }

  @Override
  public void mulScalarAdd(long[] a, int ao, long s, long[] out, int oo, int n) {
    current.mulScalarAdd(a, ao, s, out, oo, n);
  }

  @Override
  public void mulAdd(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    current.mulAdd(a, ao, b, bo, out, oo, n);
  }

  @Override
  public long dot(long[] a, int ao, long[] b, int bo, int n) {
    return current.dot(a, ao, b, bo, n);
  }

  @Override
  public long sum(long[] a, int ao, int n) {
    return current.sum(a, ao, n);
  }

  @Override
  public void butterfly(long[] data, int lo, int hi, long[] twiddles, int to, int n) {
    current.butterfly(data, lo, hi, twiddles, to, n);
  }

  @Override
  public void butterflyScalar(long[] data, int lo, int hi, long t, int n) {
    current.butterflyScalar(data, lo, hi, t, n);
  }

  @Override
  public void butterflyBlocks(long[] data, int off, long[] twiddles, int to, int half, int blocks) {
    current.butterflyBlocks(data, off, twiddles, to, half, blocks);
  }

  @Override
  public void expandPairs(
      long[] in, int io, long[] twiddles, int to, int half, long[] out, int oo, int pairs) {
    current.expandPairs(in, io, twiddles, to, half, out, oo, pairs);
  }

  @Override
  public void extMul(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    current.extMul(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void extMulAdd(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    current.extMulAdd(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void extMulScalar(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    current.extMulScalar(a, ao, s, out, oo, n);
  }

  @Override
  public void extMulScalarAdd(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    current.extMulScalarAdd(a, ao, s, out, oo, n);
  }

  @Override
  public void extFold(
      ExtVector a, int ao, ExtVector b, int bo, Ext3 r, ExtVector out, int oo, int n) {
    current.extFold(a, ao, b, bo, r, out, oo, n);
  }

  @Override
  public void foldBase(long[] a, int lo, int hi, Ext3 r, ExtVector out, int oo, int n) {
    current.foldBase(a, lo, hi, r, out, oo, n);
  }

  @Override
  public Ext3 extDot(ExtVector a, int ao, ExtVector b, int bo, int n) {
    return current.extDot(a, ao, b, bo, n);
  }

  @Override
  public void extAdd(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    current.extAdd(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void extSub(ExtVector a, int ao, ExtVector b, int bo, ExtVector out, int oo, int n) {
    current.extSub(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void extMulBase(ExtVector a, int ao, long[] b, int bo, ExtVector out, int oo, int n) {
    current.extMulBase(a, ao, b, bo, out, oo, n);
  }

  @Override
  public void baseMulExtScalar(long[] a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    current.baseMulExtScalar(a, ao, s, out, oo, n);
  }

  @Override
  public void baseMulExtScalarAdd(long[] a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    current.baseMulExtScalarAdd(a, ao, s, out, oo, n);
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
    current.baseMulExtScalarAdd(a, ao, r, b, bo, s, c, co, t, out, oo, n);
  }

  @Override
  public void extAddScalar(ExtVector a, int ao, Ext3 s, ExtVector out, int oo, int n) {
    current.extAddScalar(a, ao, s, out, oo, n);
  }

  @Override
  public void extMulBaseAdd(ExtVector a, int ao, long[] b, int bo, ExtVector out, int oo, int n) {
    current.extMulBaseAdd(a, ao, b, bo, out, oo, n);
  }

  @Override
  public Ext3 extDotBase(ExtVector a, int ao, long[] b, int bo, int n) {
    return current.extDotBase(a, ao, b, bo, n);
  }

  @Override
  public Ext3 extSum(ExtVector a, int ao, int n) {
    return current.extSum(a, ao, n);
  }
}
