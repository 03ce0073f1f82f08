package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * The bit b = [x > 0] of a virtual integer x: b is boolean, t = b x, and 2 t - x - b is not
 * negative. That is x - 1 where b = 1 and -x where b = 0. A padding row has x = b = 0.
 */
public final class PositiveChip {

  private PositiveChip() {}

  /** The chip for |x| at most 2^(limbs rangeBits) - 1. */
  public static Chip chip(int limbs, int rangeBits) {
    ConstraintBuilder b = new ConstraintBuilder("positive " + limbs + " x " + rangeBits);
    Expr bit = b.committed("b");
    Expr t = b.committed("t");
    Expr x = b.virtual("x");
    b.zero("b is boolean", bit.times(bit).minus(bit));
    b.zero("t", t.minus(bit.times(x)));
    Limbs.ranged(b, "sign", t.times(2).minus(x).minus(bit), limbs, rangeBits);
    return b.build();
  }

  /** The committed columns. */
  public static long[][] columns(long[] bits, long[] x, int limbs, int rangeBits) {
    long[] t = new long[x.length];
    long[] v = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      t[i] = bits[i] * x[i];
      v[i] = 2 * t[i] - x[i] - bits[i];
    }
    return Columns.join(new long[][] {bits, t}, Limbs.columns(v, limbs, rangeBits));
  }
}
