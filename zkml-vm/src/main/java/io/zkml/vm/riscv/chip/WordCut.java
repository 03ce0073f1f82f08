package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * A word cut in two after 1, 2 or 3 bytes. It has a low byte, another byte and a half of 16 bits:
 * in the middle after the low byte, or at the top if the cut is in the middle of the word.
 */
final class WordCut {

  /** Committed columns: low byte, other byte, half. */
  static final int COLUMNS = 3;

  private static final int MIDDLE = 2;
  private static final int BYTE = 8;

  private final Expr low;
  private final Expr other;
  private final Expr half;

  /**
   * Declares the columns.
   *
   * <p>SOUNDNESS: the two bytes have to be checked by the caller. Parts add up to less than 2^32,
   * so those of a word are its only ones.
   *
   * @param middle boolean: whether the cut is after 2 bytes
   */
  WordCut(ConstraintBuilder b, String name, Expr word, Expr middle) {
    this.low = b.committed(name + ", low byte");
    this.other = b.committed(name + ", other byte");
    this.half = b.committed(name + ", half");
    Words.range(b, name + ", half", half, Buses.RANGE_BITS);
    Expr top = low.plus(up(half, 1)).plus(up(other, 3));
    Expr mid = low.plus(up(other, 1)).plus(up(half, MIDDLE));
    b.zero(name + ", parts", word.minus(top).minus(middle.times(mid.minus(top))));
  }

  /** x times 2 to 8 times a number of bytes. */
  static Expr up(Expr x, int bytes) {
    return x.times(1L << (BYTE * bytes));
  }

  /** The low byte. */
  Expr low() {
    return low;
  }

  /** The other byte. */
  Expr other() {
    return other;
  }

  /** The half. */
  Expr half() {
    return half;
  }

  /** What is below the cut after k bytes. */
  Expr below(int k) {
    return k == 1 ? low : low.plus(up(k == MIDDLE ? other : half, 1));
  }

  /** What is above the cut after k bytes. */
  Expr above(int k) {
    return k == 1 ? half.plus(up(other, 2)) : k == MIDDLE ? half : other;
  }

  /** Fills the columns from {@code column} on. */
  static void fill(Cells cells, int column, int[] words, boolean[] middle, int count) {
    long[] out = cells.entries();
    int lowAt = cells.at(column);
    int otherAt = cells.at(column + 1);
    int halfAt = cells.at(column + 2);
    for (int i = 0; i < count; i++) {
      int word = words[i];
      out[lowAt + i] = word & 0xff;
      out[otherAt + i] = middle[i] ? (word >>> BYTE) & 0xff : word >>> (3 * BYTE);
      out[halfAt + i] = middle[i] ? word >>> (2 * BYTE) : (word >>> BYTE) & 0xffff;
    }
  }

  /** Fills a column with conjunctions of the two bytes. */
  static void fillAnd(Cells cells, int column, int bytes, int count) {
    long[] out = cells.entries();
    int lowAt = cells.at(bytes);
    int otherAt = cells.at(bytes + 1);
    int at = cells.at(column);
    for (int i = 0; i < count; i++) {
      out[at + i] = out[lowAt + i] & out[otherAt + i];
    }
  }
}
