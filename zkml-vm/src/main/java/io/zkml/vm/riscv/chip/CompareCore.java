package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** Whether a word is less than another, both signed or both unsigned. */
final class CompareCore {

  private static final int SIGNED = 0;
  private static final int LESS = 1;
  private static final int FIRST = 2;
  private static final int SECOND = FIRST + SignedWord.COLUMNS;
  private static final int UPPER = SECOND + SignedWord.COLUMNS;

  private CompareCore() {}

  /**
   * Declares the columns and ends the row.
   *
   * @param y known to be a word
   * @param slt number of the signed operation; that of the other is the next
   */
  static void record(ConstraintBuilder b, Adapter a, Expr y, int slt) {
    Expr signed = Words.bool(b, "signed");
    Expr less = Words.bool(b, "less");
    Expr first = SignedWord.of(b, "first", a.rs1(), signed);
    Expr second = SignedWord.of(b, "second", y, signed);
    // SOUNDNESS: the difference of two numbers of one window of 2^32 is in (-2^32, 2^32).
    Words.word(b, "difference", first.minus(second).plus(less.times(1L << 32)));
    a.write(less);
    a.nextInSequence(b.constant(slt + 1).minus(signed));
  }

  /** Fills the columns from {@code column} on. */
  static void fill(Rows rows, Cells cells, int column, int[] y, int slt) {
    int n = rows.count();
    int[] opcodes = rows.opcodes();
    int[] x = rows.rs1();
    int[] signed = new int[n];
    int[] difference = new int[n];
    for (int i = 0; i < n; i++) {
      signed[i] = opcodes[i] == slt ? 1 : 0;
      difference[i] = x[i] - y[i];
    }
    cells.words(column + SIGNED, signed, n);
    cells.words(column + LESS, rows.result(), n);
    SignedWord.fill(cells, column + FIRST, x, signed, n);
    SignedWord.fill(cells, column + SECOND, y, signed, n);
    cells.upperLimbs(column + UPPER, difference, n);
  }
}
