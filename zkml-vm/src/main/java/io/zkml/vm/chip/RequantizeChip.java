package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * Rounding: {@code acc + 2^(shift-1) = q' 2^shift + rem}, 0 <= rem < 2^shift. The accumulator is
 * virtual, and so is the remainder: it is what the identity leaves, and its range lookup is the
 * check.
 *
 * <ul>
 *   <li>linear: q = q', one cell; q + 2^(shift-1) and rem are ranged.
 *   <li>clamps and tables: (q', q) is looked up in the function's table and rem is ranged, two
 *       cells. Where f(0) is not 0, the real positions' public indicator turns q into q + f(0) in
 *       padding, so that padding stays zero.
 *   <li>ReLU: q' = q - under with q under = 0, two cells; q, under and rem are ranged. Since q and
 *       under are not negative and one is zero, q = max(0, q').
 * </ul>
 *
 * A padding row has acc = 0 and is valid with q = under = 0, rem = 2^(shift-1): no other values
 * are.
 */
public final class RequantizeChip {

  /** Index of the result's column. */
  public static final int RESULT = 0;

  /** Index of the second cell: the ReLU's negative part, or the rounded value of a table. */
  public static final int SECOND = 1;

  private RequantizeChip() {}

  /** Without activation. */
  public static Chip linear(int shift) {
    ConstraintBuilder b = new ConstraintBuilder("requantize linear " + shift);
    Expr q = b.committed("q");
    Expr acc = b.virtual("acc");
    b.send("q in window", RangeTable.BUS, q.plus(1L << (shift - 1)));
    remainder(b, acc, q, shift);
    return b.build();
  }

  /** With ReLU. */
  public static Chip relu(int shift) {
    ConstraintBuilder b = new ConstraintBuilder("requantize relu " + shift);
    Expr q = b.committed("q");
    Expr under = b.committed("under");
    Expr acc = b.virtual("acc");
    b.zero("q or under is zero", q.times(under));
    b.send("q not negative", RangeTable.BUS, q);
    b.send("under not negative", RangeTable.BUS, under);
    remainder(b, acc, q.minus(under), shift);
    return b.build();
  }

  /**
   * With a function of q'.
   *
   * @param shift the range table's width
   * @param tableId the function's table
   * @param atZero the function's value at 0
   */
  public static Chip table(int shift, int tableId, long atZero) {
    ConstraintBuilder b = new ConstraintBuilder("requantize by table " + tableId);
    Expr q = b.committed("q");
    Expr rounded = b.committed("rounded");
    Expr acc = b.virtual("acc");
    Expr value = q;
    if (atZero != 0) {
      // SOUNDNESS: padding must stay zero for contractions that run over it, and f(0) is not.
      Expr padding = b.constant(1).minus(b.publicColumn("real"));
      value = q.plus(padding.times(atZero));
    }
    Expr key = rounded.plus(1L << (shift - 1));
    b.send("function", FunctionTable.BUS, b.constant(tableId), key, value);
    remainder(b, acc, rounded, shift);
    return b.build();
  }

  private static void remainder(ConstraintBuilder b, Expr acc, Expr rounded, int shift) {
    b.send(
        "remainder", RangeTable.BUS, acc.plus(1L << (shift - 1)).minus(rounded.times(1L << shift)));
  }
}
