package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/**
 * xor, or and and of two words x and y, byte by byte: with a their conjunction, or is x + y - a and
 * xor is x + y - 2 a. Of every operand three bytes are committed, the fourth is what is left.
 */
final class BitwiseCore {

  private static final int BYTES = 4;

  /** 2^-24. */
  private static final long TOP = Words.inverse(1L << 24);

  private BitwiseCore() {}

  /**
   * Declares the columns and ends the row.
   *
   * @param y known to be a word
   * @param xorNumber number of the operation
   * @param orNumber number of the operation; that of and is the next
   */
  static void record(ConstraintBuilder b, Adapter a, Expr y, int xorNumber, int orNumber) {
    Expr or = Words.bool(b, "or");
    Expr and = Words.bool(b, "and");
    // SOUNDNESS: the sum of both would be the number of yet another operation.
    b.zero("or, and", or.times(and));
    Expr x = a.rs1();
    Expr[] first = bytes(b, "first", x);
    Expr[] second = bytes(b, "second", y);
    Expr both = b.constant(0);
    for (int i = 0; i < BYTES; i++) {
      // SOUNDNESS: the sum of four bytes is below p, so bytes of a word are its only ones.
      Expr c = Bytes.and(b, "conjunction " + i, first[i], second[i]);
      both = both.plus(c.times(1L << (8 * i)));
    }
    Expr sum = x.plus(y);
    Expr expected =
        sum.minus(both.times(2)).plus(or.times(both)).plus(and.times(both.times(3).minus(sum)));
    Expr result = b.committed("result");
    b.zero("result", result.minus(expected));
    a.write(result);
    int step = orNumber - xorNumber;
    a.nextInSequence(b.constant(xorNumber).plus(or.times(step)).plus(and.times(step + 1)));
  }

  private static Expr[] bytes(ConstraintBuilder b, String name, Expr word) {
    Expr[] out = new Expr[BYTES];
    Expr rest = word;
    for (int i = 0; i < BYTES - 1; i++) {
      out[i] = b.committed(name + ", byte " + i);
      rest = rest.minus(out[i].times(1L << (8 * i)));
    }
    out[BYTES - 1] = rest.times(TOP);
    return out;
  }

  /** Fills the columns from {@code column} on. */
  static void fill(Rows rows, Cells cells, int column, int[] y, int orNumber) {
    int n = rows.count();
    int[] opcodes = rows.opcodes();
    int[] x = rows.rs1();
    long[] out = cells.entries();
    int orAt = cells.at(column);
    int andAt = cells.at(column + 1);
    for (int i = 0; i < n; i++) {
      out[orAt + i] = opcodes[i] == orNumber ? 1 : 0;
      out[andAt + i] = opcodes[i] == orNumber + 1 ? 1 : 0;
    }
    int firstAt = column + 2;
    int secondAt = firstAt + BYTES - 1;
    int bothAt = secondAt + BYTES - 1;
    for (int k = 0; k < BYTES; k++) {
      int shift = 8 * k;
      int to = cells.at(bothAt + k);
      for (int i = 0; i < n; i++) {
        out[to + i] = (long) (((x[i] & y[i]) >>> shift) & 0xff);
      }
      if (k < BYTES - 1) {
        bytes(out, cells.at(firstAt + k), x, shift, n);
        bytes(out, cells.at(secondAt + k), y, shift, n);
      }
    }
    cells.words(bothAt + BYTES, rows.result(), n);
  }

  private static void bytes(long[] out, int at, int[] words, int shift, int n) {
    for (int i = 0; i < n; i++) {
      out[at + i] = (long) ((words[i] >>> shift) & 0xff);
    }
  }
}
