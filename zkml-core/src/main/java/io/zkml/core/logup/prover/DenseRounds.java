package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.poly.prover.EqTables;

/**
 * The rounds of a small layer, or the last rounds of a large one, on tables of n pairs: h = p0 q1 +
 * q0 (p1 + lambda q1).
 *
 * @param joined p1 + lambda q1
 */
record DenseRounds(ExtVector p0, ExtVector joined, ExtVector q0, ExtVector q1) {

  /** Runs all rounds that are left; entry 0 of every table is then its value at the point. */
  void run(FieldKernels kernels, LayerRounds rounds) {
    if (rounds.left().isEmpty()) {
      return;
    }
    ExtVector eq = EqTables.of(kernels, rounds.left().subList(1, rounds.left().size()));
    for (int half = q0.length() / 2; half > 0; half /= 2) {
      int n = half;
      Ext3 r =
          rounds.send(
              value(kernels, eq, 0, n), leading(kernels, eq, n), () -> value(kernels, eq, n, n));
      fold(kernels, n, r);
      if (n > 1) {
        EqTables.dropFirst(kernels, eq, n / 2);
      }
    }
  }

  /** The sum of eq h over n pairs from an index on. */
  private Ext3 value(FieldKernels kernels, ExtVector eq, int from, int n) {
    ExtVector t = new ExtVector(n);
    kernels.extMul(p0, from, q1, from, t, 0, n);
    kernels.extMulAdd(q0, from, joined, from, t, 0, n);
    return kernels.extDot(t, 0, eq, 0, n);
  }

  /** The sum of eq times the leading coefficient of h in the first variable. */
  private Ext3 leading(FieldKernels kernels, ExtVector eq, int half) {
    ExtVector d0 = difference(kernels, p0, half);
    ExtVector t = new ExtVector(half);
    kernels.extMul(d0, 0, difference(kernels, q1, half), 0, t, 0, half);
    d0 = difference(kernels, q0, half);
    kernels.extMulAdd(d0, 0, difference(kernels, joined, half), 0, t, 0, half);
    return kernels.extDot(t, 0, eq, 0, half);
  }

  private static ExtVector difference(FieldKernels kernels, ExtVector a, int half) {
    ExtVector out = new ExtVector(half);
    kernels.extSub(a, half, a, 0, out, 0, half);
    return out;
  }

  private void fold(FieldKernels kernels, int half, Ext3 r) {
    kernels.extFold(p0, 0, half, r, p0, 0, half);
    kernels.extFold(joined, 0, half, r, joined, 0, half);
    kernels.extFold(q0, 0, half, r, q0, 0, half);
    kernels.extFold(q1, 0, half, r, q1, 0, half);
  }
}
