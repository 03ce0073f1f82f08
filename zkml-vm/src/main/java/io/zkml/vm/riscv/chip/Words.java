package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.chip.RangeTable;

/** Range checks and selectors, for rows in use and padding alike. */
public final class Words {

  /** log2 of the words of memory. */
  public static final int INDEX_BITS = 30;

  /** log2 of the words that may be stored to. */
  public static final int STORE_BITS = 29;

  private Words() {}

  /** v is a word: one committed column, its upper limb; returns the lower one. */
  public static Expr word(ConstraintBuilder b, String label, Expr v) {
    return limbs(b, label, v, 32);
  }

  /**
   * 0 <= v < 2^bits, for bits from 17 to 32: one committed column, the bits above 16; returns the
   * lower limb.
   */
  public static Expr limbs(ConstraintBuilder b, String label, Expr v, int bits) {
    if (bits <= Buses.RANGE_BITS || bits > 2 * Buses.RANGE_BITS) {
      throw new IllegalArgumentException(label + " of " + bits + " bits");
    }
    Expr upper = b.committed(label + ", upper limb");
    Expr lower = v.minus(upper.times(1L << Buses.RANGE_BITS));
    range(b, label + ", upper limb", upper, bits - Buses.RANGE_BITS);
    range(b, label, lower, Buses.RANGE_BITS);
    return lower;
  }

  /** 0 <= v < 2^bits, for bits up to 16. */
  public static void range(ConstraintBuilder b, String label, Expr v, int bits) {
    b.send(label, RangeTable.BUS, v);
    if (bits < Buses.RANGE_BITS) {
      // SOUNDNESS: the multiple alone could be one modulo p.
      b.send(label + ", narrow", RangeTable.BUS, v.times(1L << (Buses.RANGE_BITS - bits)));
    }
  }

  /** 1 / v, as the signed constant that expressions take. */
  static long inverse(long v) {
    return Goldilocks.toSigned(Goldilocks.inverse(v));
  }

  /** A committed column that is 0 or 1 on every row. */
  public static Expr bool(ConstraintBuilder b, String name) {
    Expr x = b.committed(name);
    b.zero(name + " is boolean", x.times(x).minus(x));
    return x;
  }

  /** Boolean columns, exactly one of them 1 in rows in use and none in padding. */
  public static Expr[] selectors(ConstraintBuilder b, Expr real, String... names) {
    Expr[] out = new Expr[names.length];
    Expr sum = b.constant(0);
    for (int i = 0; i < names.length; i++) {
      out[i] = bool(b, names[i]);
      sum = sum.plus(out[i]);
    }
    b.zero("one is selected", sum.minus(real));
    return out;
  }

  /** sum of numbers[i] selectors[i]. */
  public static Expr select(ConstraintBuilder b, Expr[] selectors, int... numbers) {
    Expr sum = b.constant(0);
    for (int i = 0; i < selectors.length; i++) {
      sum = sum.plus(selectors[i].times(numbers[i]));
    }
    return sum;
  }
}
