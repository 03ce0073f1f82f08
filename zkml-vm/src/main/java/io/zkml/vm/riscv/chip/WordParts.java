package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * A byte or a half of a word at an offset inside it. The word is cut into two bytes and a half (16
 * bits at any offset): the byte wanted is the first byte, the half wanted is the half.
 */
final class WordParts {

  /** Committed columns: three offsets, whether a half is wanted, the parts, a byte check. */
  static final int COLUMNS = 8;

  private static final int OFFSETS = 4;
  private static final int LAST = OFFSETS - 1;
  private static final int WANTS_HALF = LAST;
  private static final int FIRST = WANTS_HALF + 1;
  private static final int SECOND = FIRST + 1;
  private static final int HALF = SECOND + 1;
  private static final int AND = HALF + 1;

  /** By offset: where the first byte, the second and the half begin if a byte is wanted. */
  private static final int[][] BYTE_CUTS = {{0, 1, 2}, {1, 0, 2}, {2, 3, 0}, {3, 2, 0}};

  /** The same if a half is wanted. */
  private static final int[][] HALF_CUTS = {{2, 3, 0}, {0, 3, 1}, {0, 1, 2}};

  private final ConstraintBuilder b;
  private final Expr[] at = new Expr[OFFSETS];
  private final Expr wantsHalf;
  private final Expr first;
  private final Expr second;
  private final Expr half;

  /** Declares the columns. */
  WordParts(ConstraintBuilder b, Expr real, Expr word) {
    this.b = b;
    at[0] = real;
    for (int k = 1; k < OFFSETS; k++) {
      at[k] = Words.bool(b, "offset " + k);
      at[0] = at[0].minus(at[k]);
    }
    // SOUNDNESS: one offset on rows in use, none in padding.
    b.zero("one offset", at[0].times(at[0]).minus(at[0]));
    this.wantsHalf = Words.bool(b, "half wanted");
    b.zero("half across words", wantsHalf.times(at[LAST]));
    this.first = b.committed("first byte");
    this.second = b.committed("second byte");
    this.half = b.committed("half");
    Bytes.and(b, "bytes, conjunction", first, second);
    Words.range(b, "half", half, Buses.RANGE_BITS);
    // SOUNDNESS: parts add up to less than 2^32, so those of a word are its only ones.
    Expr cut = b.constant(0);
    for (int k = 0; k < OFFSETS; k++) {
      cut = cut.plus(at[k].times(sum(BYTE_CUTS[k])));
    }
    for (int k = 0; k < LAST; k++) {
      Expr change = sum(HALF_CUTS[k]).minus(sum(BYTE_CUTS[k]));
      cut = cut.plus(wantsHalf.times(at[k]).times(change));
    }
    b.zero("parts", word.minus(cut));
  }

  private Expr sum(int[] cut) {
    return bytes(first, cut[0]).plus(bytes(second, cut[1])).plus(bytes(half, cut[2]));
  }

  private static Expr bytes(Expr x, int bytes) {
    return x.times(1L << (8 * bytes));
  }

  /** Offset of the part: affine, 0 in padding. */
  Expr offset() {
    return at[1].plus(at[2].times(2)).plus(at[LAST].times(LAST));
  }

  /** 2 to 8 times the offset: affine, 0 in padding. */
  Expr scale() {
    Expr scale = b.constant(0);
    for (int k = 0; k < OFFSETS; k++) {
      scale = scale.plus(bytes(at[k], k));
    }
    return scale;
  }

  /** Whether a half is wanted: boolean. */
  Expr wantsHalf() {
    return wantsHalf;
  }

  /** The first byte: the part, if a byte is wanted. */
  Expr first() {
    return first;
  }

  /** The half: the part, if a half is wanted. */
  Expr half() {
    return half;
  }

  /** The part that is wanted: of degree 2. */
  Expr part() {
    return first.plus(wantsHalf.times(half.minus(first)));
  }

  /** Whether an operation accesses a half. */
  static boolean isHalf(int opcode) {
    return opcode == Opcode.LH.number()
        || opcode == Opcode.LHU.number()
        || opcode == Opcode.SH.number();
  }

  /** Fills the columns from {@code column} on. */
  static void fill(Rows rows, Cells cells, int column, int[] words) {
    int[] opcodes = rows.opcodes();
    int[] address = rows.address();
    long[] out = cells.entries();
    int halfWantedAt = cells.at(column + WANTS_HALF);
    int firstAt = cells.at(column + FIRST);
    int secondAt = cells.at(column + SECOND);
    int halfAt = cells.at(column + HALF);
    int andAt = cells.at(column + AND);
    for (int i = 0; i < rows.count(); i++) {
      int offset = address[i] & LAST;
      boolean isHalf = isHalf(opcodes[i]);
      int[] cut = (isHalf ? HALF_CUTS : BYTE_CUTS)[offset];
      if (offset > 0) {
        out[cells.at(column + offset - 1) + i] = 1;
      }
      out[halfWantedAt + i] = isHalf ? 1 : 0;
      out[firstAt + i] = (long) ((words[i] >>> (8 * cut[0])) & 0xff);
      out[secondAt + i] = (long) ((words[i] >>> (8 * cut[1])) & 0xff);
      out[halfAt + i] = (long) ((words[i] >>> (8 * cut[2])) & 0xffff);
      out[andAt + i] = out[firstAt + i] & out[secondAt + i];
    }
  }
}
