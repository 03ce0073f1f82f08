package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * Shifts of a word x as products with m, a power of two up to 2^31. To the left by s, m = 2^s and x
 * m = 2^32 rest + result. To the right, m = 2^(31 - s) and x m = 2^31 result + rest, where
 * arithmetic shifts take x and result as signed numbers of the sign of x.
 *
 * <p>SOUNDNESS: the result is a word and the rest is below 2^31, so right sides of one kind differ
 * by less than 2^63 < p: at most one of them equals the left side.
 */
final class ShiftCore {

  private static final int LEFT = 0;
  private static final int ARITHMETIC = 1;
  private static final int RESULT = 2;
  private static final int REST = 3;
  private static final int NUMBER = 4;
  private static final int RESULT_UPPER = NUMBER + SignedWord.COLUMNS;
  private static final int REST_UPPER = RESULT_UPPER + 1;
  private static final int REST_BITS = 31;

  private final ConstraintBuilder b;
  private final Adapter a;
  private final Expr left;
  private final Expr arithmetic;

  /** Declares the selectors. */
  ShiftCore(ConstraintBuilder b, Adapter a) {
    this.b = b;
    this.a = a;
    this.left = Words.bool(b, "left");
    this.arithmetic = Words.bool(b, "arithmetic");
    // SOUNDNESS: both would be the number of yet another operation.
    b.zero("left, arithmetic", left.times(arithmetic));
  }

  /** Whether the shift is to the left. */
  Expr left() {
    return left;
  }

  /**
   * Declares the other columns and ends the row.
   *
   * @param power m
   * @param sll number of the shift to the left
   * @param srl number of the logical shift to the right; that of the arithmetic one is the next
   */
  void finish(Expr power, int sll, int srl) {
    Expr result = b.committed("result");
    Expr rest = b.committed("rest");
    SignedWord.Operand x = SignedWord.number(b, "rs1", a.rs1(), arithmetic);
    Expr wide = result.minus(x.negative().times(1L << 32));
    Expr right = wide.times(1L << REST_BITS).plus(rest);
    Expr other = rest.times(1L << 32).plus(result);
    Expr expected = right.plus(left.times(other.minus(right)));
    b.zero("product", x.value().times(power).minus(expected));
    Words.word(b, "result", result);
    Words.limbs(b, "rest", rest, REST_BITS);
    a.write(result);
    a.nextInSequence(b.constant(srl).plus(arithmetic).minus(left.times(srl - sll)));
  }

  /**
   * Fills the columns from {@code column} on.
   *
   * @param powers m of every row
   */
  static void fill(Rows rows, Cells cells, int column, int[] powers, int sll, int srl) {
    int n = rows.count();
    int[] opcodes = rows.opcodes();
    int[] x = rows.rs1();
    int[] arithmetic = new int[n];
    int[] rest = new int[n];
    long[] out = cells.entries();
    int leftAt = cells.at(column + LEFT);
    for (int i = 0; i < n; i++) {
      boolean left = opcodes[i] == sll;
      boolean signed = opcodes[i] == srl + 1;
      long product = (signed ? x[i] : x[i] & Rows.MASK) * (powers[i] & Rows.MASK);
      rest[i] = left ? (int) (product >>> 32) : (int) product & Integer.MAX_VALUE;
      out[leftAt + i] = left ? 1 : 0;
      arithmetic[i] = signed ? 1 : 0;
    }
    cells.words(column + ARITHMETIC, arithmetic, n);
    cells.words(column + RESULT, rows.result(), n);
    cells.words(column + REST, rest, n);
    SignedWord.fill(cells, column + NUMBER, x, arithmetic, n);
    cells.upperLimbs(column + RESULT_UPPER, rows.result(), n);
    cells.upperLimbs(column + REST_UPPER, rest, n);
  }
}
