package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * A virtual integer as a cell. Where the copy's bounds are narrower than what is known of its
 * source, two lookups prove them: copy - min and max - copy are in the range table.
 */
public final class CopyChip {

  private CopyChip() {}

  /** A copy within the bounds that its source has anyway. */
  public static Chip exact() {
    ConstraintBuilder b = new ConstraintBuilder("copy");
    b.zero("copy", b.committed("copy").minus(b.virtual("source")));
    return b.build();
  }

  /**
   * A copy that proves its bounds.
   *
   * @param min at most 0, as padding is 0
   * @param max at least 0
   */
  public static Chip ranged(long min, long max) {
    ConstraintBuilder b = new ConstraintBuilder("copy from " + min + " to " + max);
    Expr copy = b.committed("copy");
    b.zero("copy", copy.minus(b.virtual("source")));
    b.send("not below", RangeTable.BUS, copy.minus(b.constant(min)));
    b.send("not above", RangeTable.BUS, b.constant(max).minus(copy));
    return b.build();
  }
}
