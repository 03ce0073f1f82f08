package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * Floor division of virtual integers: a = q d + r, 0 <= r < d. The two range checks of r also show
 * that d is positive. q is ranged to its bounds. Padding has a = d = 0 and, by the public
 * indicator, q = r = 0.
 */
public final class DivideChip {

  private DivideChip() {}

  /**
   * The chip.
   *
   * @param min least quotient, at most 0
   * @param max largest quotient, at least 0
   * @param limbs divisors are at most 2^(limbs rangeBits)
   */
  public static Chip chip(long min, long max, int limbs, int rangeBits) {
    String name = "divide to " + min + " to " + max + ", " + limbs + " x " + rangeBits;
    ConstraintBuilder b = new ConstraintBuilder(name);
    Expr q = b.committed("q");
    Expr r = b.committed("r");
    Expr a = b.virtual("a");
    Expr d = b.virtual("d");
    Expr real = b.publicColumn("real");
    b.zero("a = q d + r", a.minus(q.times(d)).minus(r));
    b.zero("q is 0 in padding", q.minus(q.times(real)));
    Limbs.ranged(b, "r not negative", r, limbs, rangeBits);
    Limbs.ranged(b, "r below d", d.minus(real).minus(r), limbs, rangeBits);
    b.send("q not below", RangeTable.BUS, q.minus(b.constant(min)));
    b.send("q not above", RangeTable.BUS, b.constant(max).minus(q));
    return b.build();
  }

  /** The committed columns. */
  public static long[][] columns(long[] q, long[] r, long[] d, int limbs, int rangeBits) {
    long[] slack = new long[d.length];
    for (int i = 0; i < d.length; i++) {
      slack[i] = d[i] - 1 - r[i];
    }
    return Columns.join(
        new long[][] {q, r},
        Limbs.columns(r, limbs, rangeBits),
        Limbs.columns(slack, limbs, rangeBits));
  }
}
