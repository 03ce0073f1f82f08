package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * mulh, mulhsu and mulhu: x y = 2^32 (rd - 2^32 negative) + low, where x and y are rs1 and rs2 as
 * signed or unsigned numbers and {@code negative} says whether the product is.
 *
 * <p>SOUNDNESS: the equation holds for integers. If the product is not negative it is at most (2^32
 * - 1)^2 < p, and with rd at most 2^32 - 2 the right side is in [0, p). If it is negative it is at
 * least -2^63, and with rd at least 1 the right side is in (-p, 0).
 */
public final class MulHighChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int FIRST_SIGNED = OPERANDS.columns();
  private static final int SECOND_SIGNED = FIRST_SIGNED + 1;
  private static final int FIRST = SECOND_SIGNED + 1;
  private static final int SECOND = FIRST + SignedWord.COLUMNS;
  private static final int NEGATIVE = SECOND + SignedWord.COLUMNS;
  private static final int RESULT = NEGATIVE + 1;
  private static final int LOW = RESULT + 1;
  private static final int RESULT_UPPER = LOW + 1;
  private static final int LOW_UPPER = RESULT_UPPER + 1;
  private static final int INVERSE = LOW_UPPER + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("mulh, mulhsu, mulhu");
    Adapter a = new Adapter(b, OPERANDS);
    Expr firstSigned = Words.bool(b, "rs1 signed");
    Expr secondSigned = Words.bool(b, "rs2 signed");
    // SOUNDNESS: the opcode counts signed operands, of which rs2 is the second.
    b.zero("signs", secondSigned.times(b.constant(1).minus(firstSigned)));
    SignedWord.Operand x = SignedWord.number(b, "rs1", a.rs1(), firstSigned);
    SignedWord.Operand y = SignedWord.number(b, "rs2", a.rs2(), secondSigned);
    Expr negative = Words.bool(b, "negative");
    Expr result = b.committed("result");
    Expr low = b.committed("low");
    product(b, x, y, negative, result.minus(negative.times(1L << 32)), low);
    Words.word(b, "result", result);
    Words.word(b, "low", low);
    Expr excluded = b.constant(1).minus(negative).times(Rows.MASK);
    Nonzero.check(b, "result inside", result.minus(excluded), a.real());
    a.write(result);
    a.nextInSequence(b.constant(Opcode.MULHU.number()).minus(firstSigned).minus(secondSigned));
    return b.build();
  }

  /** The product, negative if one of its factors is and none is 0. */
  private static void product(
      ConstraintBuilder b,
      SignedWord.Operand x,
      SignedWord.Operand y,
      Expr negative,
      Expr high,
      Expr low) {
    Expr product = high.times(1L << 32).plus(low);
    b.zero("product", x.value().times(y.value()).minus(product));
    Expr both = x.negative().times(y.negative());
    Expr differ = x.negative().plus(y.negative()).minus(both.times(2));
    // SOUNDNESS: of a product that is 0 the sign is free here, but 0 is no negative right side.
    b.zero("sign of the product", differ.minus(negative).times(product));
  }

  @Override
  public Chip chip() {
    return CHIP;
  }

  @Override
  public int accesses() {
    return OPERANDS.accesses();
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    AdapterRows.fill(OPERANDS, rows, cells);
    int n = rows.count();
    int[] opcodes = rows.opcodes();
    int[] x = rows.rs1();
    int[] y = rows.rs2();
    int[] result = rows.result();
    int[] xSigned = new int[n];
    int[] ySigned = new int[n];
    int[] low = new int[n];
    long[] out = cells.entries();
    int negativeAt = cells.at(NEGATIVE);
    int inverseAt = cells.at(INVERSE);
    for (int i = 0; i < n; i++) {
      xSigned[i] = opcodes[i] == Opcode.MULHU.number() ? 0 : 1;
      ySigned[i] = opcodes[i] == Opcode.MULH.number() ? 1 : 0;
      low[i] = x[i] * y[i];
      // The sign of the product is that of its upper half, which is signed if an operand is.
      int negative = result[i] >>> 31 & xSigned[i];
      out[negativeAt + i] = negative;
      long excluded = negative == 1 ? 0 : Rows.MASK;
      out[inverseAt + i] = Goldilocks.fromSigned((result[i] & Rows.MASK) - excluded);
    }
    Nonzero.invert(out, inverseAt, n);
    cells.words(FIRST_SIGNED, xSigned, n);
    cells.words(SECOND_SIGNED, ySigned, n);
    SignedWord.fill(cells, FIRST, x, xSigned, n);
    SignedWord.fill(cells, SECOND, y, ySigned, n);
    cells.words(RESULT, result, n);
    cells.words(LOW, low, n);
    cells.upperLimbs(RESULT_UPPER, result, n);
    cells.upperLimbs(LOW_UPPER, low, n);
  }
}
