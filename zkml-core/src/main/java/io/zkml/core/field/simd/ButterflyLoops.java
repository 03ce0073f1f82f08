package io.zkml.core.field.simd;

import static io.zkml.core.field.simd.BaseLoops.LANES;
import static io.zkml.core.field.simd.BaseLoops.LOW;
import static io.zkml.core.field.simd.BaseLoops.SPECIES;
import static io.zkml.core.field.simd.BaseLoops.product;
import static jdk.incubator.vector.VectorOperators.SUB;
import static jdk.incubator.vector.VectorOperators.ULT;

import io.zkml.core.field.Goldilocks;
import jdk.incubator.vector.LongVector;

/** Vector loops of the number theoretic transform; see {@link BaseLoops} for how to write them. */
final class ButterflyLoops {

  private static final long P = Goldilocks.P;

  private ButterflyLoops() {}

  /** (x, y) becomes (x + t y, x - t y) with a factor an entry. */
  static void butterfly(long[] data, int lo, int hi, long[] twiddles, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      LongVector y = LongVector.fromArray(SPECIES, data, hi + i);
      y = product(y, LongVector.fromArray(SPECIES, twiddles, to + i));
      LongVector x = LongVector.fromArray(SPECIES, data, lo + i);
      x.sub(y).lanewise(SUB, LOW, x.compare(ULT, y)).intoArray(data, hi + i);
      LongVector gap = y.neg().add(P);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(data, lo + i);
    }
  }

  /** (x, y) becomes (x + t y, x - t y) with one factor. */
  static void butterflyScalar(long[] data, int lo, int hi, long t, int n) {
    LongVector factor = LongVector.broadcast(SPECIES, t);
    for (int i = 0; i < n; i += LANES) {
      LongVector y = product(LongVector.fromArray(SPECIES, data, hi + i), factor);
      LongVector x = LongVector.fromArray(SPECIES, data, lo + i);
      x.sub(y).lanewise(SUB, LOW, x.compare(ULT, y)).intoArray(data, hi + i);
      LongVector gap = y.neg().add(P);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(data, lo + i);
    }
  }

  /**
   * One vector of butterflies in each of many blocks, at the same place: factors stay in registers.
   */
  static void butterflyColumn(long[] data, int lo, int half, long[] twiddles, int to, int blocks) {
    LongVector factor = LongVector.fromArray(SPECIES, twiddles, to);
    for (int b = 0, o = lo; b < blocks; b++, o += 2 * half) {
      LongVector y = product(LongVector.fromArray(SPECIES, data, o + half), factor);
      LongVector x = LongVector.fromArray(SPECIES, data, o);
      x.sub(y).lanewise(SUB, LOW, x.compare(ULT, y)).intoArray(data, o + half);
      LongVector gap = y.neg().add(P);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(data, o);
    }
  }

  /** Places [at, at + LANES) of both halves of every block x + t y, x - t y of an expansion. */
  static void expandColumn(
      long[] in, int io, long[] twiddles, int to, int half, long[] out, int oo, int pairs) {
    LongVector factor = LongVector.fromArray(SPECIES, twiddles, to);
    for (int pair = 0, o = oo; pair < pairs; pair++, o += 2 * half) {
      LongVector y = LongVector.broadcast(SPECIES, in[io + 2 * pair + 1]);
      y = product(y, factor);
      LongVector x = LongVector.broadcast(SPECIES, in[io + 2 * pair]);
      x.sub(y).lanewise(SUB, LOW, x.compare(ULT, y)).intoArray(out, o + half);
      LongVector gap = y.neg().add(P);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(out, o);
    }
  }

  /**
   * An expansion whose block is one vector: {@code factors} holds t_0 .. t_(half-1), -t_0 ..
   * -t_(half-1).
   */
  static void expandNarrow(long[] in, int io, long[] factors, long[] out, int oo, int pairs) {
    LongVector factor = LongVector.fromArray(SPECIES, factors, 0);
    for (int pair = 0; pair < pairs; pair++) {
      LongVector y = LongVector.broadcast(SPECIES, in[io + 2 * pair + 1]);
      LongVector gap = product(y, factor).neg().add(P);
      LongVector x = LongVector.broadcast(SPECIES, in[io + 2 * pair]);
      x.sub(gap).lanewise(SUB, LOW, x.compare(ULT, gap)).intoArray(out, oo + pair * LANES);
    }
  }
}
