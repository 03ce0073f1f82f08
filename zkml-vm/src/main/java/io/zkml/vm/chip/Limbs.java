package io.zkml.vm.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * Range checks wider than the range table: 0 <= v < 2^(limbs rangeBits) by one lookup a limb. The
 * upper limbs are committed; the lowest is what they leave of v.
 */
public final class Limbs {

  private static final int MAX_BITS = 62;

  private Limbs() {}

  /**
   * Fewest limbs for values below a bound.
   *
   * @param bound at most 2^62
   */
  public static int count(long bound, int rangeBits) {
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, bound - 1));
    return Math.ceilDiv(bits, rangeBits);
  }

  /** Whether there is a limb and all of them together have at most these bits. */
  public static boolean fit(int limbs, int rangeBits, int bits) {
    // SOUNDNESS: a product of the two could wrap around to a small number.
    return limbs >= 1 && limbs <= bits / rangeBits;
  }

  /** Declares the upper limbs' columns, lowest first, and sends all lookups. */
  static void ranged(ConstraintBuilder b, String label, Expr v, int limbs, int rangeBits) {
    if (!fit(limbs, rangeBits, MAX_BITS)) {
      // SOUNDNESS: two ranges wider than 2^62 overlap modulo p.
      throw new IllegalArgumentException(label + " in " + limbs + " limbs of " + rangeBits);
    }
    Expr low = v;
    for (int i = 1; i < limbs; i++) {
      Expr limb = b.committed(label + ", limb " + i);
      b.send(label + ", limb " + i, RangeTable.BUS, limb);
      low = low.minus(limb.times(1L << (i * rangeBits)));
    }
    b.send(label, RangeTable.BUS, low);
  }

  /** The upper limbs of values, one array a limb. */
  static long[][] columns(long[] values, int limbs, int rangeBits) {
    long[][] out = new long[limbs - 1][values.length];
    long mask = (1L << rangeBits) - 1;
    for (int i = 1; i < limbs; i++) {
      for (int row = 0; row < values.length; row++) {
        out[i - 1][row] = values[row] >>> (i * rangeBits) & mask;
      }
    }
    return out;
  }
}
