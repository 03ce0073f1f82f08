package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Opcode;

/** addi, and fence as an addi to the sink: rd = rs1 + imm - 2^32 carry. */
public final class AddImmChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.IMMEDIATE;
  private static final int CARRY = OPERANDS.columns();
  private static final int UPPER = CARRY + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("addi");
    Adapter a = new Adapter(b, OPERANDS);
    Expr carry = Words.bool(b, "carry");
    Expr sum = a.rs1().plus(a.imm()).minus(carry.times(1L << 32));
    // SOUNDNESS: the range check makes the carry right and the result a word.
    Words.word(b, "sum", sum);
    a.write(sum);
    a.nextInSequence(b.constant(Opcode.ADDI.number()));
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
    int at = cells.at(CARRY);
    for (int i = 0; i < rows.count(); i++) {
      cells.entries()[at + i] = ((a[i] & Rows.MASK) + (imm[i] & Rows.MASK)) >>> 32;
    }
    cells.upperLimbs(UPPER, rows.result(), rows.count());
  }
}
