package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** What both branch chips share: whether the branch is taken, and where it leads. */
final class Branches {

  private Branches() {}

  /**
   * Declares two columns, whether the branch is taken and the next pc; returns the latter.
   *
   * @param condition boolean
   * @param negated boolean: whether the branch is taken if the condition fails
   */
  static Expr next(ConstraintBuilder b, Adapter a, Expr condition, Expr negated) {
    Expr taken = b.committed("taken");
    Expr next = b.committed("next pc");
    Expr both = condition.times(negated);
    b.zero("taken", taken.minus(condition).minus(negated).plus(both.times(2)));
    Expr sequel = a.pc().plus(a.real().times(4));
    b.zero("next pc", next.minus(sequel).minus(taken.times(a.imm().minus(sequel))));
    return next;
  }
}
