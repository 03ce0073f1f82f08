package io.zkml.vm.riscv.proof;

import io.zkml.core.pcs.StackedLayout;
import io.zkml.vm.proof.TensorMachine;
import io.zkml.vm.riscv.chip.ProgramWords;
import io.zkml.vm.riscv.chip.Rows;
import io.zkml.vm.riscv.elf.Image;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.ModelObject;
import java.util.List;

/** The entries of the commitment to text, image and models' constants. */
final class CommittedProgram {

  private CommittedProgram() {}

  /** Entries in layout order. */
  static long[] entries(Guest guest, StackedLayout layout) {
    Program program = guest.program();
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
    int block = RunPlan.programLogs(ProgramFacts.of(program)).size();
    for (ModelObject model : guest.models()) {
      block = putConstants(model, block, offsets, entries);
    }
    return entries;
  }

  /** Writes a model's constants from a block on; returns the block after them. */
  private static int putConstants(ModelObject model, int first, long[] offsets, long[] entries) {
    List<Integer> logs = ModelParts.constantLogs(model.form());
    long[] own = new TensorMachine(model.form().program()).constantEntries(model.constants());
    long[] from = new StackedLayout(0, logs).offsets();
    for (int b = 0; b < logs.size(); b++) {
      int to = Math.toIntExact(offsets[first + b]);
      System.arraycopy(own, Math.toIntExact(from[b]), entries, to, 1 << logs.get(b));
    }
    return first + logs.size();
  }
}
