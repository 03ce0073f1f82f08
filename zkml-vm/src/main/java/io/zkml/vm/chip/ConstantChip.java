package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import java.util.OptionalLong;

/**
 * The cells of a constant: what a program counts on of weights and tables that its verifier does
 * not have. Real positions hold min <= x <= max, padding holds 0, and a table holds its stated
 * value at 0. Windows may be wider than the range table.
 */
public final class ConstantChip {

  private ConstantChip() {}

  /** How many messages a row sends for a window. */
  public static int lookups(long min, long max, int rangeBits) {
    int limbs = limbs(min, max, rangeBits);
    return isWhole(min, max, rangeBits) ? limbs : 2 * limbs;
  }

  /** The number of limbs of a check. */
  public static int limbs(long min, long max, int rangeBits) {
    return Limbs.count(max - min + 1, rangeBits);
  }

  /** Whether the window is all that its limbs can express: one check suffices. */
  private static boolean isWhole(long min, long max, int rangeBits) {
    return max - min + 1 == 1L << (limbs(min, max, rangeBits) * rangeBits);
  }

  /**
   * The chip for a window.
   *
   * @param min least entry
   * @param max largest entry
   * @param atZero the value in the row where the last public column is 1; empty if there is none
   * @throws IllegalArgumentException if the limbs have more than 62 bits
   */
  public static Chip chip(long min, long max, OptionalLong atZero, int rangeBits) {
    String zero = atZero.isPresent() ? ", at zero " + atZero.getAsLong() : "";
    ConstraintBuilder b = new ConstraintBuilder("constant from " + min + " to " + max + zero);
    Expr x = b.committed("x");
    Expr real = b.publicColumn("real");
    // SOUNDNESS: contractions run over padding; a cell there would be a hidden summand.
    b.zero("padding is zero", x.minus(x.times(real)));
    if (atZero.isPresent()) {
      Expr row = b.publicColumn("zero");
      // SOUNDNESS: results are 0 in their padding only if the table is at 0 what its jobs say.
      b.zero("value at zero", row.times(x.minus(b.constant(atZero.getAsLong()))));
    }
    int limbs = limbs(min, max, rangeBits);
    // SOUNDNESS: the bounds ledger counts on this window. Two checks of at most 62 bits add up to
    // max - min mod p, so they do over the integers.
    Limbs.ranged(b, "not below", x.minus(real.times(min)), limbs, rangeBits);
    if (!isWhole(min, max, rangeBits)) {
      Limbs.ranged(b, "not above", real.times(max).minus(x), limbs, rangeBits);
    }
    return b.build();
  }

  /**
   * The committed columns beside x: the upper limbs. Entries outside the window give limbs with
   * which no proof is accepted.
   *
   * @param x signed entries
   * @param real whether a position is no padding, as 0 or 1
   */
  public static long[][] columns(long[] x, long[] real, long min, long max, int rangeBits) {
    int limbs = limbs(min, max, rangeBits);
    long[] below = new long[x.length];
    long[] above = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      below[i] = x[i] - real[i] * min;
      above[i] = real[i] * max - x[i];
    }
    long[][] lower = Limbs.columns(below, limbs, rangeBits);
    if (isWhole(min, max, rangeBits)) {
      return lower;
    }
    long[][] upper = Limbs.columns(above, limbs, rangeBits);
    long[][] all = new long[lower.length + upper.length][];
    System.arraycopy(lower, 0, all, 0, lower.length);
    System.arraycopy(upper, 0, all, lower.length, upper.length);
    return all;
  }
}
