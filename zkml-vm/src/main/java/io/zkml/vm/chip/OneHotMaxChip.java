package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * The position of the first maximum along an axis as a one-hot tensor e. Virtual columns give, in
 * every row of a fibre, x, the sum of the fibre's e, the sum m of its e x, and the sum of its e up
 * to the row. With real = 1 at real positions and 0 in padding:
 *
 * <ul>
 *   <li>e is boolean, 0 in padding and sums up to real, so exactly one position is chosen and m is
 *       its x;
 *   <li>m - x - real + reached is not negative: at and behind the chosen position m >= x, before it
 *       m > x. So the first maximum is chosen.
 * </ul>
 *
 * For minima the difference is x - m.
 */
public final class OneHotMaxChip {

  private OneHotMaxChip() {}

  /** The chip of maxima, or of minima. */
  public static Chip chip(boolean least) {
    ConstraintBuilder b = new ConstraintBuilder(least ? "one-hot minimum" : "one-hot maximum");
    Expr e = b.committed("e");
    Expr x = b.virtual("x");
    Expr chosen = b.virtual("chosen");
    Expr m = b.virtual("m");
    Expr reached = b.virtual("reached");
    Expr real = b.publicColumn("real");
    b.zero("e is boolean", e.times(e).minus(e));
    b.zero("e is 0 in padding", e.minus(e.times(real)));
    b.zero("one is chosen", chosen.minus(real));
    Expr difference = least ? x.minus(m) : m.minus(x);
    b.send("the first extreme", RangeTable.BUS, difference.minus(real).plus(reached));
    return b.build();
  }
}
