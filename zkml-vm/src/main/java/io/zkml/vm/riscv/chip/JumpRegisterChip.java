package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * jalr: rd = pc + 4; the target is rs1 + imm - 2^32 carry - odd. Of all its forms at most one is an
 * address of the text, a multiple of 4 below 2^31.
 */
public final class JumpRegisterChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.IMMEDIATE;
  private static final int CARRY = OPERANDS.columns();
  private static final int ODD = CARRY + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("jalr");
    Adapter a = new Adapter(b, OPERANDS);
    Expr carry = Words.bool(b, "carry");
    Expr odd = Words.bool(b, "odd");
    Expr target = a.rs1().plus(a.imm()).minus(carry.times(1L << 32)).minus(odd);
    // The text ends at 2^31 at most: a word.
    a.write(a.pc().plus(4));
    a.next(b.constant(Opcode.JALR.number()), target);
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
    int[] a = rows.rs1();
    int[] imm = rows.imm();
    long[] out = cells.entries();
    int carryAt = cells.at(CARRY);
    int oddAt = cells.at(ODD);
    for (int i = 0; i < rows.count(); i++) {
      long sum = (a[i] & Rows.MASK) + (imm[i] & Rows.MASK);
      out[carryAt + i] = sum >>> 32;
      out[oddAt + i] = sum & 1;
    }
  }
}
