package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.ParallelSums;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.prover.EqTables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rounds of a large layer: h = p0 q1 + p1 q0 + lambda q0 q1 over pairs of fractions, in
 * chunks. One pass over memory binds the last challenge and sums for the next round. Where both
 * numerators are constant, h = lambda (q0 + p0 / lambda) (q1 + p1 / lambda) - p0 p1 / lambda takes
 * one product; where p1 and q1 are, none. Overwrites the layer.
 */
final class ChunkedRounds {

  private static final int SIZE = ChunkedVector.SIZE;

  private final FieldKernels kernels;
  private final Workers workers;
  private final ChunkedVector p0;
  private final ChunkedVector p1;
  private final ChunkedVector q0;
  private final ChunkedVector q1;
  private final Ext3 lambda;
  private final Ext3 inverse;

  /** Whether a chunk of p1 holds p1 + lambda q1: then it is stored. */
  private final boolean[] joined;

  /** eq over the last variables, those inside a chunk; its sum is 1. */
  private ExtVector eq = new ExtVector(0);

  private int chunks;

  ChunkedRounds(FieldKernels kernels, Workers workers, ChunkedFractions layer, Ext3 lambda) {
    this.kernels = kernels;
    this.workers = workers;
    this.chunks = layer.q().chunks() / 2;
    this.p0 = layer.p().slice(0, chunks);
    this.p1 = layer.p().slice(chunks, 2 * chunks);
    this.q0 = layer.q().slice(0, chunks);
    this.q1 = layer.q().slice(chunks, 2 * chunks);
    this.joined = new boolean[chunks];
    this.lambda = lambda;
    this.inverse = lambda.isZero() ? Ext3.ZERO : lambda.inverse();
  }

  /** Runs the rounds until one chunk is left, which is returned. */
  DenseRounds run(LayerRounds rounds) {
    this.eq = EqTables.of(kernels, Points.suffix(rounds.left(), ChunkedVector.LOG_SIZE));
    List<Ext3> front = rounds.left().subList(0, rounds.left().size() - ChunkedVector.LOG_SIZE);
    if (chunks > 1) {
      ExtVector weights = EqTables.of(kernels, front.subList(1, front.size()));
      @Nullable Ext3 r = null;
      for (int half = chunks / 2; half > 0; half /= 2) {
        Ext3[] sums = pass(r, weights, half);
        int n = half;
        r = rounds.send(sums[0], sums[1], () -> atOne(weights, n));
        chunks = half;
        if (half > 1) {
          EqTables.dropFirst(kernels, weights, half / 2);
        }
      }
      fold(0, 1, r == null ? Ext3.ZERO : r, new Scratch());
    }
    Scratch scratch = new Scratch();
    join(0, scratch);
    return new DenseRounds(dense(p0), dense(p1), dense(q0), dense(q1));
  }

  private static ExtVector dense(ChunkedVector v) {
    ExtVector out = new ExtVector(SIZE);
    v.copyTo(out, 0, SIZE);
    return out;
  }

  /** Tables of one chunk for intermediate results. */
  private static final class Scratch {
    final ExtVector a = new ExtVector(SIZE);
    final ExtVector b = new ExtVector(SIZE);
    final ExtVector c = new ExtVector(SIZE);
    final ExtVector d = new ExtVector(SIZE);
    final ExtVector t = new ExtVector(SIZE);
  }

  /**
   * Binds r, if there is one, and sums for the next round.
   *
   * @param half chunks of half of what is left once r is bound
   * @return sum of eq h at 0, sum of eq times the leading coefficient
   */
  private Ext3[] pass(@Nullable Ext3 r, ExtVector weights, int half) {
    return ParallelSums.sum(
        workers,
        half * SIZE,
        2,
        (from, to, sums) -> {
          Scratch s = new Scratch();
          for (int c = from / SIZE; c < to / SIZE; c++) {
            if (r != null) {
              fold(c, c + 2 * half, r, s);
              fold(c + half, c + 3 * half, r, s);
            }
            Ext3 weight = weights.get(c);
            if (isFlat(c, c + half)) {
              sums[0] = sums[0].add(weight.mul(flat(c)));
            } else {
              if (!isLight(c) || !isLight(c + half)) {
                join(c, s);
                join(c + half, s);
              }
              sums[0] = sums[0].add(weight.mul(value(c, s)));
              sums[1] = sums[1].add(weight.mul(leading(c, c + half, s)));
            }
          }
        });
  }

  /** As the first sum of {@link #pass}, at 1. */
  private Ext3 atOne(ExtVector weights, int half) {
    Scratch s = new Scratch();
    Ext3 sum = Ext3.ZERO;
    for (int c = 0; c < half; c++) {
      Ext3 h = isFlat(c, c + half) ? flat(c + half) : value(c + half, s);
      sum = sum.add(weights.get(c).mul(h));
    }
    return sum;
  }

  /** Whether p1 and q1 are the same constants in two chunks: h is linear and does not grow. */
  private boolean isFlat(int low, int high) {
    return isFlat(low)
        && p1.isConstant(high, p1.constant(low))
        && q1.isConstant(high, q1.constant(low));
  }

  private boolean isFlat(int c) {
    return p1.isConstant(c) && q1.isConstant(c);
  }

  /** Whether both numerators are constant. */
  private boolean isLight(int c) {
    return p0.isConstant(c) && p1.isConstant(c) && !lambda.isZero();
  }

  /** p1 += lambda q1. */
  private void join(int c, Scratch s) {
    if (joined[c]) {
      return;
    }
    ExtVector out = p1.isConstant(c) ? new ExtVector(SIZE) : p1.vector(c, s.a);
    int at = p1.offset(c);
    if (p1.isConstant(c)) {
      out.fill(0, SIZE, p1.constant(c));
    }
    kernels.extMulScalarAdd(q1.vector(c, s.a), q1.offset(c), lambda, out, at, SIZE);
    p1.store(c, out, at);
    joined[c] = true;
  }

  /** Sum of eq h over a flat chunk. */
  private Ext3 flat(int c) {
    Ext3 p = dot(p0, c).mul(q1.constant(c));
    return p.add(dot(q0, c).mul(p1.constant(c).add(lambda.mul(q1.constant(c)))));
  }

  private Ext3 dot(ChunkedVector v, int c) {
    return v.isConstant(c)
        ? v.constant(c)
        : kernels.extDot(v.vector(c, eq), v.offset(c), eq, 0, SIZE);
  }

  /** Sum of eq h over a chunk. */
  private Ext3 value(int c, Scratch s) {
    ExtVector q = q0.vector(c, s.a);
    ExtVector r = q1.vector(c, s.b);
    if (!joined[c]) {
      kernels.extAddScalar(q, q0.offset(c), p0.constant(c).mul(inverse), s.c, 0, SIZE);
      kernels.extAddScalar(r, q1.offset(c), p1.constant(c).mul(inverse), s.d, 0, SIZE);
      return light(s, p0.constant(c).mul(p1.constant(c)));
    }
    ExtVector p = p0.vector(c, s.c);
    kernels.extMul(p, p0.offset(c), r, q1.offset(c), s.t, 0, SIZE);
    kernels.extMulAdd(q, q0.offset(c), p1.vector(c, s.d), p1.offset(c), s.t, 0, SIZE);
    return kernels.extDot(s.t, 0, eq, 0, SIZE);
  }

  /** lambda sum of eq c d - numerators / lambda, c and d in the scratch. */
  private Ext3 light(Scratch s, Ext3 numerators) {
    kernels.extMul(s.c, 0, s.d, 0, s.t, 0, SIZE);
    return lambda.mul(kernels.extDot(s.t, 0, eq, 0, SIZE)).sub(inverse.mul(numerators));
  }

  /** Sum of eq times the leading coefficient over two chunks, both joined or both light. */
  private Ext3 leading(int low, int high, Scratch s) {
    difference(q0, low, high, s, s.c);
    difference(q1, low, high, s, s.d);
    if (!joined[low]) {
      Ext3 dp0 = p0.constant(high).sub(p0.constant(low));
      Ext3 dp1 = p1.constant(high).sub(p1.constant(low));
      kernels.extAddScalar(s.c, 0, dp0.mul(inverse), s.c, 0, SIZE);
      kernels.extAddScalar(s.d, 0, dp1.mul(inverse), s.d, 0, SIZE);
      return light(s, dp0.mul(dp1));
    }
    difference(p0, low, high, s, s.t);
    kernels.extMul(s.t, 0, s.d, 0, s.d, 0, SIZE);
    difference(p1, low, high, s, s.t);
    kernels.extMulAdd(s.t, 0, s.c, 0, s.d, 0, SIZE);
    return kernels.extDot(s.d, 0, eq, 0, SIZE);
  }

  private void difference(ChunkedVector v, int low, int high, Scratch s, ExtVector out) {
    kernels.extSub(
        v.vector(high, s.a), v.offset(high), v.vector(low, s.b), v.offset(low), out, 0, SIZE);
  }

  /** Binds the first variable: two chunks to one, in place of the first of them. */
  private void fold(int low, int high, Ext3 r, Scratch s) {
    if (joined[low] || joined[high]) {
      join(low, s);
      join(high, s);
    }
    fold(p0, low, high, r, s);
    fold(p1, low, high, r, s);
    fold(q0, low, high, r, s);
    fold(q1, low, high, r, s);
  }

  private void fold(ChunkedVector v, int low, int high, Ext3 r, Scratch s) {
    if (v.isConstant(low) && v.isConstant(high)) {
      Ext3 a = v.constant(low);
      v.setConstant(low, a.add(r.mul(v.constant(high).sub(a))));
      return;
    }
    ExtVector a = v.vector(low, s.a);
    ExtVector b = v.vector(high, s.b);
    ExtVector out = v.isConstant(low) ? b : a;
    int at = v.isConstant(low) ? v.offset(high) : v.offset(low);
    kernels.extFold(a, v.offset(low), b, v.offset(high), r, out, at, SIZE);
    v.store(low, out, at);
  }
}
