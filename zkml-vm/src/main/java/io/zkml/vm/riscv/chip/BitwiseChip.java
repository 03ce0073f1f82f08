package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** xor, or and and of two registers. */
public final class BitwiseChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int XOR = Opcode.XOR.number();
  private static final int OR = Opcode.OR.number();
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("xor, or, and");
    Adapter a = new Adapter(b, OPERANDS);
    BitwiseCore.record(b, a, a.rs2(), XOR, OR);
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
    BitwiseCore.fill(rows, cells, OPERANDS.columns(), rows.rs2(), OR);
  }
}
