package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;

/** Proofs that a number is not zero on rows in use: one committed column, its inverse. */
final class Nonzero {

  /** Committed columns. */
  static final int COLUMNS = 1;

  private Nonzero() {}

  static void check(ConstraintBuilder b, String label, Expr number, Expr real) {
    Expr inverse = b.committed(label + ", inverse");
    b.zero(label + " is not zero", number.times(inverse).minus(real));
  }

  /** Replaces elements of the field by their inverses, zeros by zeros, with one inversion. */
  static void invert(long[] elements, int at, int count) {
    long[] products = new long[count];
    long product = 1;
    for (int i = 0; i < count; i++) {
      products[i] = product;
      if (elements[at + i] != 0) {
        product = Goldilocks.mul(product, elements[at + i]);
      }
    }
    long inverse = Goldilocks.inverse(product);
    for (int i = count - 1; i >= 0; i--) {
      long element = elements[at + i];
      if (element != 0) {
        elements[at + i] = Goldilocks.mul(products[i], inverse);
        inverse = Goldilocks.mul(inverse, element);
      }
    }
  }
}
