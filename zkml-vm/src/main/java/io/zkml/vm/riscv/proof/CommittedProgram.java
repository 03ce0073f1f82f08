package io.zkml.vm.riscv.proof;

import io.zkml.core.pcs.StackedLayout;
import io.zkml.vm.riscv.chip.ProgramWords;
import io.zkml.vm.riscv.chip.Rows;
import io.zkml.vm.riscv.elf.Image;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Code;

/** The entries of the commitment to text and image. */
final class CommittedProgram {

  private CommittedProgram() {}

  /** Entries in layout order. */
  static long[] entries(Program program, StackedLayout layout) {
    long[] entries = new long[Math.toIntExact(layout.size())];
    long[] offsets = layout.offsets();
    int[] at = new int[offsets.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.toIntExact(offsets[i]);
    }
    Code code = program.code();
    for (int i = 0; i < code.size(); i++) {
      entries[at[0] + i] = ProgramWords.opcode(code, i);
      entries[at[1] + i] = code.rd(i);
      entries[at[2] + i] = code.rs1(i);
      entries[at[3] + i] = code.rs2(i);
      entries[at[4] + i] = ProgramWords.immediate(code, i) & Rows.MASK;
    }
    Image image = program.image();
    for (int i = 0; i < image.size(); i++) {
      entries[at[5] + i] = image.indices()[i];
      entries[at[6] + i] = image.values()[i] & Rows.MASK;
    }
    return entries;
  }
}
