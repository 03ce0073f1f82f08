package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.SplittableRandom;

class LoadCrossChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new LoadCrossChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.LOAD_CROSS;
  }

  @Override
  Operands operands() {
    return Operands.LOAD_CROSS;
  }

  /** All offsets; halves of both signs; an index from a negative offset. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    out.la(A0, "data");
    appendAll(out);
    out.addi(A0, A0, 4);
    appendAll(out);
    out.lw(A1, -1, A0).lui(A0, 0x10000).lw(A1, 9, A0).li(A0, -4).lw(A1, -3, A0);
    return out.dataLabel("data").words(0x89abcdef, 0x7f00ff01, -1).exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    out.dataLabel("data").words(word(random));
    out.la(A0, "data");
    for (int i = 0; i < 2; i++) {
      out.words(word(random));
      appendAll(out);
      out.addi(A0, A0, 4);
    }
  }

  private static void appendAll(Assembler out) {
    out.lw(A1, 1, A0).lw(A1, 2, A0).lw(A1, 3, A0).lh(A1, 3, A0).lhu(A1, 3, A0);
  }

  @Override
  protected String goldenDigest() {
    return "4a5ce00ce8b4b4a07d3ebab3ad7b6ec1681709d97e98aec2818e24ecebe85923";
  }
}
