package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** Byte checks in the table of conjunctions, for rows in use and padding alike. */
final class Bytes {

  private static final int TOP_BIT = 0x80;

  private Bytes() {}

  /** x and y are bytes: one committed column, their conjunction. */
  static Expr and(ConstraintBuilder b, String label, Expr x, Expr y) {
    Expr and = b.committed(label);
    b.send(label, Buses.AND, x, y, and);
    return and;
  }

  /** x is a byte. */
  static void single(ConstraintBuilder b, String label, Expr x) {
    Expr zero = b.constant(0);
    b.send(label, Buses.AND, x, zero, zero);
  }

  /** x is a byte: one committed column, its top bit, which is returned. */
  static Expr topBit(ConstraintBuilder b, String label, Expr x) {
    Expr bit = b.committed(label);
    b.send(label, Buses.AND, x, b.constant(TOP_BIT), bit.times(TOP_BIT));
    return bit;
  }
}
