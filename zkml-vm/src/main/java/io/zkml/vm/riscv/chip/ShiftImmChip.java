package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** slli, srli and srai: the program holds the power of two of {@link ShiftCore}. */
public final class ShiftImmChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.IMMEDIATE;
  private static final int SLLI = Opcode.SLLI.number();
  private static final int SRLI = Opcode.SRLI.number();
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("slli, srli, srai");
    Adapter a = new Adapter(b, OPERANDS);
    // SOUNDNESS: which power stands in the program goes with the operation that stands there.
    new ShiftCore(b, a).finish(a.imm(), SLLI, SRLI);
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
    ShiftCore.fill(rows, cells, OPERANDS.columns(), rows.imm(), SLLI, SRLI);
  }
}
