package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * The entries of a committed input: nobody but the prover sees them, so the proof checks what the
 * verifier checks of a public one. Real positions hold min <= x <= max, padding holds 0.
 */
public final class InputChip {

  private InputChip() {}

  /**
   * The chip for a window of at most 2^rangeBits values.
   *
   * @param min least entry
   * @param max largest entry
   */
  public static Chip chip(long min, long max, int rangeBits) {
    ConstraintBuilder b = new ConstraintBuilder("input from " + min + " to " + max);
    Expr x = b.committed("x");
    Expr real = b.publicColumn("real");
    // SOUNDNESS: contractions run over padding; a cell there would be a hidden summand.
    b.zero("padding is zero", x.minus(x.times(real)));
    // SOUNDNESS: the bounds ledger counts on exactly this window; every row looks up, and padding
    // looks up 0 whatever the bounds are.
    b.send("not below", RangeTable.BUS, x.minus(real.times(min)));
    if (max - min + 1 < 1L << rangeBits) {
      b.send("not above", RangeTable.BUS, real.times(max).minus(x));
    }
    return b.build();
  }
}
