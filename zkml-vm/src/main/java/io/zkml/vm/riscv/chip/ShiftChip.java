package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * sll, srl and sra by the lower five bits of rs2: rs2 = 32 u + amount. The power of two of {@link
 * ShiftCore} has the exponent amount to the left and 31 - amount to the right; its bits are
 * committed.
 */
public final class ShiftChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int SLL = Opcode.SLL.number();
  private static final int SRL = Opcode.SRL.number();
  private static final int BITS = 5;
  private static final int LAST = 31;
  private static final int LOW_MASK = 7;
  private static final int AMOUNT = OPERANDS.columns();
  private static final int EXPONENT = AMOUNT + 1;
  private static final int LOW_POWER = EXPONENT + BITS;
  private static final int POWER = LOW_POWER + 1;
  private static final int UPPER = POWER + 1;
  private static final int CORE = UPPER + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("sll, srl, sra");
    Adapter a = new Adapter(b, OPERANDS);
    Expr amount = b.committed("amount");
    Expr[] bits = new Expr[BITS];
    Expr exponent = b.constant(0);
    for (int i = 0; i < BITS; i++) {
      bits[i] = Words.bool(b, "exponent, bit " + i);
      exponent = exponent.plus(bits[i].times(1L << i));
    }
    Expr power = power(b, a.real(), bits);
    // SOUNDNESS: 32 u + amount is below 2^38, so the equation holds for integers.
    Words.word(b, "rest of rs2", a.rs2().minus(amount).times(Words.inverse(LAST + 1)));
    ShiftCore core = new ShiftCore(b, a);
    Expr right = a.real().minus(core.left());
    // SOUNDNESS: in either direction the amount is in [0, 32).
    Expr expected = core.left().times(exponent).plus(right.times(b.constant(LAST).minus(exponent)));
    b.zero("amount", amount.minus(expected));
    core.finish(power, SLL, SRL);
    return b.build();
  }

  /** 2 to a number of five bits, 0 in padding: two columns, the first for the lower three bits. */
  private static Expr power(ConstraintBuilder b, Expr real, Expr[] bits) {
    Expr low = b.committed("power of lower bits");
    Expr power = b.committed("power");
    Expr first = real.plus(bits[0]).times(factor(b, bits[1], 3)).times(factor(b, bits[2], 15));
    b.zero("power of lower bits", low.minus(first));
    Expr all = low.times(factor(b, bits[3], 255)).times(factor(b, bits[4], 65535));
    b.zero("power", power.minus(all));
    return power;
  }

  private static Expr factor(ConstraintBuilder b, Expr bit, int increase) {
    return b.constant(1).plus(bit.times(increase));
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
    int[] y = rows.rs2();
    int[] powers = new int[n];
    long[] out = cells.entries();
    int amountAt = cells.at(AMOUNT);
    int lowAt = cells.at(LOW_POWER);
    int upperAt = cells.at(UPPER);
    for (int i = 0; i < n; i++) {
      int amount = y[i] & LAST;
      int exponent = opcodes[i] == SLL ? amount : LAST - amount;
      powers[i] = 1 << exponent;
      out[amountAt + i] = amount;
      out[lowAt + i] = 1L << (exponent & LOW_MASK);
      out[upperAt + i] = (long) (y[i] >>> (BITS + Buses.RANGE_BITS));
      for (int k = 0; k < BITS; k++) {
        out[cells.at(EXPONENT + k) + i] = (long) ((exponent >>> k) & 1);
      }
    }
    cells.words(POWER, powers, n);
    ShiftCore.fill(rows, cells, CORE, powers, SLL, SRL);
  }
}
