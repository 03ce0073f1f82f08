package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** lui and auipc: rd is a constant of the program. */
public final class UpperChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.CONSTANT;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("lui, auipc");
    Adapter a = new Adapter(b, OPERANDS);
    a.write(a.imm());
    a.nextInSequence(b.constant(Opcode.LUI.number()));
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
