package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** xori, ori and andi. */
public final class BitwiseImmChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.IMMEDIATE;
  private static final int XORI = Opcode.XORI.number();
  private static final int ORI = Opcode.ORI.number();
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("xori, ori, andi");
    Adapter a = new Adapter(b, OPERANDS);
    BitwiseCore.record(b, a, a.imm(), XORI, ORI);
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
    BitwiseCore.fill(rows, cells, OPERANDS.columns(), rows.imm(), ORI);
  }
}
