package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.chip.RangeTable;

/** The accesses of a row, one a step of the clock. */
final class Accesses {

  private final ConstraintBuilder b;
  private final Expr real;
  private final Expr clk;
  private int count;

  Accesses(ConstraintBuilder b, Expr real, Expr clk) {
    this.b = b;
    this.real = real;
    this.clk = clk;
  }

  /** Number of accesses so far. */
  int count() {
    return count;
  }

  /** The clock after them. */
  Expr end() {
    return clk.plus(count);
  }

  /**
   * Declares the columns of an access' past: time before and, of memory, the upper limb of what has
   * passed since.
   */
  Past past(String name, int space) {
    Expr time = b.committed(name + " time");
    boolean far = space != Buses.REGISTERS;
    return new Past(time, far ? b.committed(name + " gap, upper limb") : b.constant(0), far);
  }

  /**
   * When a cell was accessed before.
   *
   * @param far whether that may be more than 2^16 ago
   */
  record Past(Expr time, Expr gap, boolean far) {}

  /**
   * Accesses a cell, which changes from {@code before} to {@code after}.
   *
   * @param present boolean, zero in padding: whether the access takes place
   */
  void add(String name, Expr present, int space, Expr address, Expr before, Expr after, Past past) {
    Expr s = b.constant(space);
    b.interact(name + " before", Buses.MEMORY, present.negate(), s, address, before, past.time);
    b.interact(name + " after", Buses.MEMORY, present, s, address, after, clk.plus(count));
    // SOUNDNESS: a cell is read as the access before left it: time passes, by less than 2^32. On
    // padding rows, which look up too, none need pass.
    Expr passed = clk.minus(past.time).plus(real.times(count - 1));
    if (past.far) {
      b.send(name + " gap, upper limb", RangeTable.BUS, past.gap);
    }
    b.send(name + " gap", RangeTable.BUS, passed.minus(past.gap.times(1L << Buses.RANGE_BITS)));
    count++;
  }
}
