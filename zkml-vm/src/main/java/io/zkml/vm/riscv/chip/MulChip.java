package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * mul: rs1 rs2 = 2^32 high + rd. The product is at most (2^32 - 1)^2 < p, and so is what is right
 * of it: high is at most 2^32 - 2.
 */
public final class MulChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int RESULT = OPERANDS.columns();
  private static final int HIGH = RESULT + 1;
  private static final int RESULT_UPPER = HIGH + 1;
  private static final int HIGH_UPPER = RESULT_UPPER + 1;
  private static final int INVERSE = HIGH_UPPER + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("mul");
    Adapter a = new Adapter(b, OPERANDS);
    Expr result = b.committed("result");
    Expr high = b.committed("high");
    b.zero("product", a.rs1().times(a.rs2()).minus(high.times(1L << 32)).minus(result));
    Words.word(b, "result", result);
    Words.word(b, "high", high);
    // SOUNDNESS: with high = 2^32 - 1 the right side could be the product plus p.
    Nonzero.check(b, "high less than 2^32 - 1", high.minus(b.constant(Rows.MASK)), a.real());
    a.write(result);
    a.nextInSequence(b.constant(Opcode.MUL.number()));
    return b.build();
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
    int[] x = rows.rs1();
    int[] y = rows.rs2();
    int[] high = new int[n];
    long[] out = cells.entries();
    int inverseAt = cells.at(INVERSE);
    for (int i = 0; i < n; i++) {
      high[i] = (int) (((x[i] & Rows.MASK) * (y[i] & Rows.MASK)) >>> 32);
      out[inverseAt + i] = Goldilocks.fromSigned((high[i] & Rows.MASK) - Rows.MASK);
    }
    Nonzero.invert(out, inverseAt, n);
    cells.words(RESULT, rows.result(), n);
    cells.words(HIGH, high, n);
    cells.upperLimbs(RESULT_UPPER, rows.result(), n);
    cells.upperLimbs(HIGH_UPPER, high, n);
  }
}
