package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * A word as a number that is signed or not, as a boolean column says: the word minus 2^32 negative.
 */
public final class SignedWord {

  /** Committed columns: negative, upper limb. */
  public static final int COLUMNS = 2;

  private SignedWord() {}

  /**
   * The number.
   *
   * @param word known to be in [0, 2^32)
   * @param signed boolean
   */
  public static Expr of(ConstraintBuilder b, String label, Expr word, Expr signed) {
    return number(b, label, word, signed).value;
  }

  /** The number with its sign. */
  static Operand number(ConstraintBuilder b, String label, Expr word, Expr signed) {
    Expr negative = Words.bool(b, label + " negative");
    Expr number = word.minus(negative.times(1L << 32));
    // SOUNDNESS: the window leaves one choice of the sign, for unsigned numbers that of none.
    Words.word(b, label + " in its window", number.plus(signed.times(1L << 31)));
    return new Operand(number, negative);
  }

  /**
   * A number, signed or not.
   *
   * @param negative boolean
   */
  record Operand(Expr value, Expr negative) {}

  /** Fills the two columns. */
  public static void fill(Cells cells, int column, int[] words, int[] signed, int count) {
    long[] out = cells.entries();
    int negativeAt = cells.at(column);
    int upperAt = cells.at(column + 1);
    for (int i = 0; i < count; i++) {
      out[negativeAt + i] = (long) ((words[i] >>> 31) & signed[i]);
      out[upperAt + i] = (long) ((words[i] + (signed[i] << 31)) >>> Buses.RANGE_BITS);
    }
  }
}
