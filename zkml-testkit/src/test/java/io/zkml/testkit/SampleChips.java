package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.air.check.TraceTable;
import java.util.List;

/** A small chip with every feature, and broken versions of it. */
final class SampleChips {

  static final Bus LIMB = new Bus("limb", 1, 1);
  static final Bus STATE = new Bus("state", 2, 2);

  private SampleChips() {}

  /** What is left out of the chip. */
  enum Fault {
    NONE,
    BOOLEAN,
    SUM,
    LOOKUP,
    STATE
  }

  /**
   * A counter that adds a digit where a selector is set: {@code next = value + selected digit}, one
   * state received and one sent in selected rows.
   */
  static Chip counter(Fault fault) {
    ConstraintBuilder b = new ConstraintBuilder("counter");
    Expr step = b.publicColumn("step");
    Expr selected = b.committed("selected");
    Expr value = b.committed("value");
    Expr digit = b.committed("digit");
    Expr next = b.committed("next");
    if (fault != Fault.BOOLEAN) {
      b.zero("boolean", selected.times(selected.minus(b.constant(1))));
    }
    if (fault != Fault.SUM) {
      b.zero("sum", value.plus(digit.times(selected)).minus(next));
    }
    b.zero("silent", selected.minus(b.constant(1)).times(value));
    b.zero("no digit", selected.minus(b.constant(1)).times(digit));
    if (fault != Fault.LOOKUP) {
      b.send("digit", LIMB, digit);
    }
    b.interact("receive", STATE, selected.negate(), step, value);
    if (fault != Fault.STATE) {
      b.interact("send", STATE, selected, step.plus(1), next);
    }
    return b.build();
  }

  /** Three steps and a row of padding. */
  static TraceTable honest(Chip chip) {
    return new TraceTable(
        chip,
        List.of(
            new long[] {0, 1, 2, 3},
            new long[] {1, 1, 1, 0},
            new long[] {5, 12, 12, 0},
            new long[] {7, 0, 1, 0},
            new long[] {12, 12, 13, 0}));
  }
}
