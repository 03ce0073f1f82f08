package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** jal: rd = pc + 4; the immediate is the target. */
public final class JumpChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.CONSTANT;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("jal");
    Adapter a = new Adapter(b, OPERANDS);
    // The text ends at 2^31 at most: a word.
    a.write(a.pc().plus(4));
    a.next(b.constant(Opcode.JAL.number()), a.imm());
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
  }
}
