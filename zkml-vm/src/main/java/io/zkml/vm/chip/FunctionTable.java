package io.zkml.vm.chip;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;

/**
 * The table of a function of a rounded value: the one owner of its table id on the function bus.
 * Keys are public; values are public too (clamps) or preprocessed; multiplicities are free.
 */
public final class FunctionTable {

  /** Messages (table id, key, value). */
  public static final Bus BUS = new Bus("function", 2, 3);

  /** Index of the multiplicity column. */
  public static final int MULTIPLICITY = 0;

  private FunctionTable() {}

  /** A table whose values the verifier computes. */
  public static Chip computed(int id) {
    ConstraintBuilder b = new ConstraintBuilder("computed function table " + id);
    var multiplicity = b.committed("multiplicity");
    var key = b.publicColumn("key");
    var value = b.publicColumn("value");
    b.interact("entry", BUS, multiplicity.negate(), b.constant(id), key, value);
    return b.build();
  }

  /** A table whose values are preprocessed. */
  public static Chip preprocessed(int id) {
    ConstraintBuilder b = new ConstraintBuilder("preprocessed function table " + id);
    var multiplicity = b.committed("multiplicity");
    var value = b.committed("value");
    var key = b.publicColumn("key");
    b.interact("entry", BUS, multiplicity.negate(), b.constant(id), key, value);
    return b.build();
  }
}
