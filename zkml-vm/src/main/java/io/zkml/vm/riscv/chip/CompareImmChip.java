package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** slti and sltiu: whether a register is less than the immediate. */
public final class CompareImmChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.IMMEDIATE;
  private static final int SLTI = Opcode.SLTI.number();
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("slti, sltiu");
    Adapter a = new Adapter(b, OPERANDS);
    CompareCore.record(b, a, a.imm(), SLTI);
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
    CompareCore.fill(rows, cells, OPERANDS.columns(), rows.imm(), SLTI);
  }
}
