package io.zkml.core.field.simd;

import static io.zkml.core.field.simd.BaseLoops.LANES;
import static io.zkml.core.field.simd.BaseLoops.LOW;
import static io.zkml.core.field.simd.BaseLoops.SPECIES;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.SUB;
import static jdk.incubator.vector.VectorOperators.UGE;
import static jdk.incubator.vector.VectorOperators.ULT;

import io.zkml.core.field.Goldilocks;
import jdk.incubator.vector.LongVector;

/**
 * Sums of three products with one reduction: a coordinate of a product in E is such a sum. With X =
 * 2^32 the products of halves fall into columns, {@code low + mid X + high X^2}, each a wrapping
 * sum with its carries counted where they are worth something: X^2 = X - 1, X^3 = -1, so with
 * {@code mid = m1 X + m0} and {@code high = h1 X + h0} the sum is
 *
 * <pre>low + (m0 + m1 + h0 + lowCarries - highCarries) X - (m1 + h0 + h1 + lowCarries + midCarries)
 * </pre>
 *
 * where both brackets are below 2^35. See {@link BaseLoops} for why everything is written out.
 */
final class ExtLoops {

  private static final long P = Goldilocks.P;

  /** Added to the first bracket, and its 2^32-fold to the second: neither gets negative. */
  private static final long BIAS = 16;

  private ExtLoops() {}

  /** out = c + x0 y0 + x1 y1 + x2 y2. */
  static void dot3(
      long[] x0,
      long[] x1,
      long[] x2,
      int xo,
      long[] y0,
      int y0o,
      long[] y1,
      int y1o,
      long[] y2,
      int y2o,
      long[] c,
      int co,
      long[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector u = LongVector.fromArray(SPECIES, x0, xo + i);
      LongVector v = LongVector.fromArray(SPECIES, y0, y0o + i);
      LongVector ul = u.and(LOW);
      LongVector uh = u.lanewise(LSHR, 32);
      LongVector vl = v.and(LOW);
      LongVector vh = v.lanewise(LSHR, 32);
      LongVector low = LongVector.fromArray(SPECIES, c, co + i);
      LongVector t = ul.mul(vl);
      low = low.add(t);
      LongVector lowCarries = LongVector.zero(SPECIES).lanewise(ADD, 1, low.compare(ULT, t));
      LongVector mid = ul.mul(vh);
      t = uh.mul(vl);
      mid = mid.add(t);
      LongVector q =
          LongVector.broadcast(SPECIES, BIAS << 32).lanewise(ADD, 1, mid.compare(ULT, t));
      LongVector high = uh.mul(vh);

      u = LongVector.fromArray(SPECIES, x1, xo + i);
      v = LongVector.fromArray(SPECIES, y1, y1o + i);
      ul = u.and(LOW);
      uh = u.lanewise(LSHR, 32);
      vl = v.and(LOW);
      vh = v.lanewise(LSHR, 32);
      t = ul.mul(vl);
      low = low.add(t);
      lowCarries = lowCarries.lanewise(ADD, 1, low.compare(ULT, t));
      t = ul.mul(vh);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(vl);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(vh);
      high = high.add(t);
      LongVector bias = LongVector.broadcast(SPECIES, BIAS).lanewise(SUB, 1, high.compare(ULT, t));

      u = LongVector.fromArray(SPECIES, x2, xo + i);
      v = LongVector.fromArray(SPECIES, y2, y2o + i);
      ul = u.and(LOW);
      uh = u.lanewise(LSHR, 32);
      vl = v.and(LOW);
      vh = v.lanewise(LSHR, 32);
      t = ul.mul(vl);
      low = low.add(t);
      lowCarries = lowCarries.lanewise(ADD, 1, low.compare(ULT, t));
      t = ul.mul(vh);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(vl);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(vh);
      high = high.add(t);
      bias = bias.lanewise(SUB, 1, high.compare(ULT, t));

      t = mid.lanewise(LSHR, 32).add(high.and(LOW)).add(lowCarries);
      q = q.add(t).add(high.lanewise(LSHR, 32));
      t = mid.and(LOW).add(t).add(bias);
      // low + t X - q, t = t1 X + t0: t0 X fits a lane; t1 and the carry of low + t0 X weigh 2^32 -
      // 1
      LongVector shifted = t.lanewise(LSHL, 32);
      low = low.add(shifted);
      t = t.lanewise(LSHR, 32).lanewise(ADD, 1, low.compare(ULT, shifted));
      q = q.add(t).sub(t.lanewise(LSHL, 32));
      LongVector r = low.sub(q).lanewise(SUB, LOW, low.compare(ULT, q));
      r.lanewise(SUB, P, r.compare(UGE, P)).intoArray(out, oo + i);
    }
  }

  /** out = c + s0 x0 + s1 x1 + s2 x2. */
  static void dot3Scalar(
      long[] x0,
      int x0o,
      long[] x1,
      int x1o,
      long[] x2,
      int x2o,
      long s0,
      long s1,
      long s2,
      long[] c,
      int co,
      long[] out,
      int oo,
      int n) {
    LongVector s0l = LongVector.broadcast(SPECIES, s0).and(LOW);
    LongVector s0h = LongVector.broadcast(SPECIES, s0).lanewise(LSHR, 32);
    LongVector s1l = LongVector.broadcast(SPECIES, s1).and(LOW);
    LongVector s1h = LongVector.broadcast(SPECIES, s1).lanewise(LSHR, 32);
    LongVector s2l = LongVector.broadcast(SPECIES, s2).and(LOW);
    LongVector s2h = LongVector.broadcast(SPECIES, s2).lanewise(LSHR, 32);
    for (int i = 0; i < n; i += LANES) {
      LongVector u = LongVector.fromArray(SPECIES, x0, x0o + i);
      LongVector ul = u.and(LOW);
      LongVector uh = u.lanewise(LSHR, 32);
      LongVector low = LongVector.fromArray(SPECIES, c, co + i);
      LongVector t = ul.mul(s0l);
      low = low.add(t);
      LongVector lowCarries = LongVector.zero(SPECIES).lanewise(ADD, 1, low.compare(ULT, t));
      LongVector mid = ul.mul(s0h);
      t = uh.mul(s0l);
      mid = mid.add(t);
      LongVector q =
          LongVector.broadcast(SPECIES, BIAS << 32).lanewise(ADD, 1, mid.compare(ULT, t));
      LongVector high = uh.mul(s0h);

      u = LongVector.fromArray(SPECIES, x1, x1o + i);
      ul = u.and(LOW);
      uh = u.lanewise(LSHR, 32);
      t = ul.mul(s1l);
      low = low.add(t);
      lowCarries = lowCarries.lanewise(ADD, 1, low.compare(ULT, t));
      t = ul.mul(s1h);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(s1l);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(s1h);
      high = high.add(t);
      LongVector bias = LongVector.broadcast(SPECIES, BIAS).lanewise(SUB, 1, high.compare(ULT, t));

      u = LongVector.fromArray(SPECIES, x2, x2o + i);
      ul = u.and(LOW);
      uh = u.lanewise(LSHR, 32);
      t = ul.mul(s2l);
      low = low.add(t);
      lowCarries = lowCarries.lanewise(ADD, 1, low.compare(ULT, t));
      t = ul.mul(s2h);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(s2l);
      mid = mid.add(t);
      q = q.lanewise(ADD, 1, mid.compare(ULT, t));
      t = uh.mul(s2h);
      high = high.add(t);
      bias = bias.lanewise(SUB, 1, high.compare(ULT, t));

      t = mid.lanewise(LSHR, 32).add(high.and(LOW)).add(lowCarries);
      q = q.add(t).add(high.lanewise(LSHR, 32));
      t = mid.and(LOW).add(t).add(bias);
      LongVector shifted = t.lanewise(LSHL, 32);
      low = low.add(shifted);
      t = t.lanewise(LSHR, 32).lanewise(ADD, 1, low.compare(ULT, shifted));
      q = q.add(t).sub(t.lanewise(LSHL, 32));
      LongVector r = low.sub(q).lanewise(SUB, LOW, low.compare(ULT, q));
      r.lanewise(SUB, P, r.compare(UGE, P)).intoArray(out, oo + i);
    }
  }
}
