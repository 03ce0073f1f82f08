package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** slt and sltu: whether a register is less than another. */
public final class CompareChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int SLT = Opcode.SLT.number();
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("slt, sltu");
    Adapter a = new Adapter(b, OPERANDS);
    CompareCore.record(b, a, a.rs2(), SLT);
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
    CompareCore.fill(rows, cells, OPERANDS.columns(), rows.rs2(), SLT);
  }
}
