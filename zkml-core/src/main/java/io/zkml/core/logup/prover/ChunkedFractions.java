package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;

/** A layer's fractions p / q, tables of the same length. */
record ChunkedFractions(ChunkedVector p, ChunkedVector q) {

  private static final int SIZE = ChunkedVector.SIZE;

  /** Chunks of one task. */
  private static final int GRAIN = 8;

  /** The sums of fractions i and i + n, n half the length, which is at least two chunks. */
  ChunkedFractions sums(FieldKernels kernels, Workers workers) {
    int n = q.chunks() / 2;
    ChunkedFractions out =
        new ChunkedFractions(new ChunkedVector(n, Ext3.ZERO), new ChunkedVector(n, Ext3.ONE));
    out.allocate(this);
    workers.forRange(
        n,
        GRAIN,
        (from, to) -> {
          ExtVector[] scratch = scratch();
          for (int c = from; c < to; c++) {
            add(c, c + n, out, kernels, scratch);
          }
        });
    return out;
  }

  private static ExtVector[] scratch() {
    ExtVector[] out = new ExtVector[4];
    for (int i = 0; i < out.length; i++) {
      out[i] = new ExtVector(SIZE);
    }
    return out;
  }

  /** Room for the chunks that are not constant. */
  private void allocate(ChunkedFractions below) {
    int n = q.chunks();
    int stored = 0;
    for (int c = 0; c < n; c++) {
      stored += below.isConstantSum(c, c + n) ? 0 : 1;
    }
    ExtVector numerators = new ExtVector(stored * SIZE);
    ExtVector denominators = new ExtVector(n * SIZE);
    int at = 0;
    for (int c = 0; c < n; c++) {
      q.store(c, denominators, c * SIZE);
      if (!below.isConstantSum(c, c + n)) {
        p.store(c, numerators, at);
        at += SIZE;
      }
    }
  }

  /** Whether a sum's numerator is constant for sure: there is nothing to add, or two zeros. */
  private boolean isConstantSum(int low, int high) {
    return p.isConstant(low)
        && (isZero(high) || (p.isConstant(low, Ext3.ZERO) && p.isConstant(high, Ext3.ZERO)));
  }

  /** Whether all fractions of a chunk are 0 / 1. */
  private boolean isZero(int chunk) {
    return p.isConstant(chunk, Ext3.ZERO) && q.isConstant(chunk, Ext3.ONE);
  }

  private void add(
      int low, int high, ChunkedFractions out, FieldKernels kernels, ExtVector[] scratch) {
    ExtVector sumQ = out.q.vector(low, scratch[0]);
    int qo = out.q.offset(low);
    if (isZero(high)) {
      q.copyChunk(low, sumQ, qo, SIZE);
      if (p.isConstant(low)) {
        out.p.setConstant(low, p.constant(low));
      } else {
        p.copyChunk(low, out.p.vector(low, scratch[0]), out.p.offset(low), SIZE);
      }
      return;
    }
    ExtVector q0 = q.vector(low, scratch[0]);
    ExtVector q1 = q.vector(high, scratch[1]);
    kernels.extMul(q0, q.offset(low), q1, q.offset(high), sumQ, qo, SIZE);
    if (out.p.isConstant(low)) {
      return;
    }
    ExtVector sumP = out.p.vector(low, scratch[2]);
    int po = out.p.offset(low);
    if (isBaseConstant(low) && isBaseConstant(high)) {
      scale(kernels, q1, q.offset(high), p.constant(low), sumP, po);
      scaleAdd(kernels, q0, q.offset(low), p.constant(high), sumP, po);
    } else {
      ExtVector p0 = p.vector(low, scratch[2]);
      ExtVector p1 = p.vector(high, scratch[3]);
      kernels.extMul(p0, p.offset(low), q1, q.offset(high), sumP, po, SIZE);
      kernels.extMulAdd(p1, p.offset(high), q0, q.offset(low), sumP, po, SIZE);
    }
  }

  private boolean isBaseConstant(int chunk) {
    return p.isConstant(chunk) && p.constant(chunk).c1() == 0 && p.constant(chunk).c2() == 0;
  }

  /** out = s a, s in F. */
  private static void scale(
      FieldKernels kernels, ExtVector a, int ao, Ext3 s, ExtVector out, int oo) {
    for (int plane = 0; plane < 3; plane++) {
      kernels.mulScalar(a.plane(plane), ao, s.c0(), out.plane(plane), oo, SIZE);
    }
  }

  /** out += s a, s in F. */
  private static void scaleAdd(
      FieldKernels kernels, ExtVector a, int ao, Ext3 s, ExtVector out, int oo) {
    for (int plane = 0; plane < 3; plane++) {
      kernels.mulScalarAdd(a.plane(plane), ao, s.c0(), out.plane(plane), oo, SIZE);
    }
  }
}
