package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** The exact product of two virtual integers: one cell, no lookup. */
public final class MultiplyChip {

  private static final Chip CHIP = record();

  private MultiplyChip() {}

  /** The chip. */
  public static Chip chip() {
    return CHIP;
  }

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("multiply");
    Expr product = b.committed("product");
    Expr left = b.virtual("left");
    Expr right = b.virtual("right");
    b.zero("product", product.minus(left.times(right)));
    return b.build();
  }
}
