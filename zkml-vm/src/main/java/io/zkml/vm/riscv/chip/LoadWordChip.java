package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** lw from a multiple of 4: rd is the word of memory. */
public final class LoadWordChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.LOAD;
  private static final int INDEX = OPERANDS.columns();
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("lw, aligned");
    Adapter a = new Adapter(b, OPERANDS);
    a.load(Addresses.loadIndex(b, a, b.constant(0)));
    a.write(a.word(0));
    a.nextInSequence(b.constant(Opcode.LW.number()));
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
    Addresses.fill(rows, cells, INDEX, 0);
  }
}
