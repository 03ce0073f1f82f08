package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * div, divu, rem and remu, by magnitudes: |rs1| = |rs2| quotient + remainder with remainder <
 * |rs2|; or rs2 = 0, when the quotient is 2^32 - 1 and the remainder is |rs1| by the same equation.
 * The result is one of the two, 2^32 minus it if it is negative. Nothing is special about -2^31 /
 * -1.
 *
 * <p>SOUNDNESS: with words on the right it is at most (2^32 - 1)^2 + 2^32 - 1 = p - 1, so the
 * equation holds for integers.
 */
public final class DivRemChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int SIGNED = OPERANDS.columns();
  private static final int REM = SIGNED + 1;
  private static final int DIVIDEND = REM + 1;
  private static final int DIVISOR = DIVIDEND + SignedWord.COLUMNS;
  private static final int MAGNITUDE = DIVISOR + SignedWord.COLUMNS;
  private static final int QUOTIENT = MAGNITUDE + 1;
  private static final int REMAINDER = QUOTIENT + 1;
  private static final int ZERO = REMAINDER + 1;
  private static final int QUOTIENT_UPPER = ZERO + 1;
  private static final int REMAINDER_UPPER = QUOTIENT_UPPER + 1;
  private static final int REST_UPPER = REMAINDER_UPPER + 1;
  private static final int QUOTIENT_SIGN = REST_UPPER + 1;
  private static final int CHOSEN = QUOTIENT_SIGN + 1;
  private static final int NEGATIVE = CHOSEN + 1;
  private static final int INVERSE = NEGATIVE + 1;
  private static final int RESULT = INVERSE + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("div, divu, rem, remu");
    Adapter a = new Adapter(b, OPERANDS);
    Expr signed = Words.bool(b, "signed");
    Expr rem = Words.bool(b, "remainder wanted");
    SignedWord.Operand x = SignedWord.number(b, "rs1", a.rs1(), signed);
    SignedWord.Operand y = SignedWord.number(b, "rs2", a.rs2(), signed);
    Division d = divide(b, a, x, y);
    // SOUNDNESS: the quotient by 0 is -1, and not negated.
    Expr both = x.negative().times(y.negative());
    Expr differ = x.negative().plus(y.negative()).minus(both.times(2));
    Expr quotientSign = b.committed("quotient negated");
    b.zero("quotient negated", quotientSign.minus(not(b, d.zero).times(differ)));
    Expr chosen = b.committed("chosen");
    b.zero("chosen", chosen.minus(d.quotient).minus(rem.times(d.remainder.minus(d.quotient))));
    Expr sign = quotientSign.plus(rem.times(x.negative().minus(quotientSign)));
    a.write(withSign(b, sign, chosen));
    a.nextInSequence(b.constant(Opcode.DIVU.number()).minus(signed).plus(rem.times(2)));
    return b.build();
  }

  /** Unsigned division; {@code zero} says whether the divisor is 0. */
  private record Division(Expr quotient, Expr remainder, Expr zero) {}

  private static Division divide(
      ConstraintBuilder b, Adapter a, SignedWord.Operand x, SignedWord.Operand y) {
    Expr divisor = magnitude(b, y);
    Expr magnitude = b.committed("divisor's magnitude");
    b.zero("divisor's magnitude", magnitude.minus(divisor));
    Expr quotient = b.committed("quotient");
    Expr remainder = b.committed("remainder");
    b.zero("division", magnitude(b, x).minus(magnitude.times(quotient)).minus(remainder));
    Expr zero = Words.bool(b, "divisor is 0");
    b.zero("divisor is 0", zero.times(a.rs2()));
    b.zero("quotient by 0", zero.times(quotient.minus(b.constant(Rows.MASK))));
    Words.word(b, "quotient", quotient);
    Words.word(b, "remainder", remainder);
    // SOUNDNESS: magnitude - remainder - 1 is a word exactly if the remainder is less; with a
    // divisor of 0 it is negative, which only the flag makes up for.
    Expr rest = magnitude.minus(remainder).minus(a.real());
    Words.word(b, "remainder less than divisor", rest.plus(zero.times(1L << 32)));
    return new Division(quotient, remainder, zero);
  }

  private static Expr magnitude(ConstraintBuilder b, SignedWord.Operand x) {
    return x.value().times(b.constant(1).minus(x.negative().times(2)));
  }

  private static Expr not(ConstraintBuilder b, Expr flag) {
    return b.constant(1).minus(flag);
  }

  /** The word of a magnitude or, if {@code sign}, of its negative. */
  private static Expr withSign(ConstraintBuilder b, Expr sign, Expr magnitude) {
    Expr negative = b.committed("negative");
    Expr inverse = b.committed("inverse of a negative's magnitude");
    Expr result = b.committed("result");
    // SOUNDNESS: 0 is not negative: the word of its negative would be 2^32.
    b.zero("sign of a number", sign.minus(negative).times(magnitude));
    b.zero("sign of 0", magnitude.times(inverse).minus(negative));
    b.zero("inverse without negative", inverse.times(not(b, negative)));
    Expr change = b.constant(1L << 32).minus(magnitude.times(2));
    b.zero("result", result.minus(magnitude).minus(negative.times(change)));
    return result;
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
    int[] signed = new int[n];
    int[] rem = new int[n];
    int[] opcodes = rows.opcodes();
    for (int i = 0; i < n; i++) {
      int number = opcodes[i] - Opcode.DIV.number();
      signed[i] = 1 - (number & 1);
      rem[i] = number >>> 1;
    }
    cells.words(SIGNED, signed, n);
    cells.words(REM, rem, n);
    SignedWord.fill(cells, DIVIDEND, rows.rs1(), signed, n);
    SignedWord.fill(cells, DIVISOR, rows.rs2(), signed, n);
    divide(rows, cells, signed, rem);
    Nonzero.invert(cells.entries(), cells.at(INVERSE), n);
    cells.words(RESULT, rows.result(), n);
  }

  private static void divide(Rows rows, Cells cells, int[] signed, int[] rem) {
    int n = rows.count();
    int[] a = rows.rs1();
    int[] b = rows.rs2();
    int[] quotients = new int[n];
    int[] remainders = new int[n];
    int[] rest = new int[n];
    int[] magnitude = new int[n];
    int[] chosen = new int[n];
    long[] out = cells.entries();
    int zeroAt = cells.at(ZERO);
    int signAt = cells.at(QUOTIENT_SIGN);
    int negativeAt = cells.at(NEGATIVE);
    int inverseAt = cells.at(INVERSE);
    for (int i = 0; i < n; i++) {
      int xSign = a[i] >>> 31 & signed[i];
      int ySign = b[i] >>> 31 & signed[i];
      int x = xSign == 1 ? -a[i] : a[i];
      int y = ySign == 1 ? -b[i] : b[i];
      int zero = y == 0 ? 1 : 0;
      magnitude[i] = y;
      quotients[i] = y == 0 ? -1 : Integer.divideUnsigned(x, y);
      remainders[i] = y == 0 ? x : Integer.remainderUnsigned(x, y);
      rest[i] = y - remainders[i] - 1;
      chosen[i] = rem[i] == 1 ? remainders[i] : quotients[i];
      int quotientSign = (xSign ^ ySign) & 1 - zero;
      int sign = rem[i] == 1 ? xSign : quotientSign;
      int negative = chosen[i] == 0 ? 0 : sign;
      out[zeroAt + i] = zero;
      out[signAt + i] = quotientSign;
      out[negativeAt + i] = negative;
      out[inverseAt + i] = negative == 1 ? chosen[i] & Rows.MASK : 0;
    }
    cells.words(MAGNITUDE, magnitude, n);
    cells.words(QUOTIENT, quotients, n);
    cells.words(REMAINDER, remainders, n);
    cells.words(CHOSEN, chosen, n);
    cells.upperLimbs(QUOTIENT_UPPER, quotients, n);
    cells.upperLimbs(REMAINDER_UPPER, remainders, n);
    cells.upperLimbs(REST_UPPER, rest, n);
  }
}
