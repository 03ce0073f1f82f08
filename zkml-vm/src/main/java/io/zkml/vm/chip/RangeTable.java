package io.zkml.vm.chip;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;

/**
 * The table of all integers of a fixed number of bits: the one owner of the range bus. Its keys are
 * public, its multiplicities free.
 */
public final class RangeTable {

  /** Messages (v): v is below 2^rangeBits. */
  public static final Bus BUS = new Bus("range", 1, 1);

  /** Index of the multiplicity column. */
  public static final int MULTIPLICITY = 0;

  private RangeTable() {}

  /** The chip; its height is the number of keys, so no row is padding. */
  public static Chip chip() {
    ConstraintBuilder b = new ConstraintBuilder("range table");
    var multiplicity = b.committed("multiplicity");
    var key = b.publicColumn("key");
    b.interact("key", BUS, multiplicity.negate(), key);
    return b.build();
  }
}
