package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.SplittableRandom;

class StoreCrossChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new StoreCrossChip(0x11000 >>> 2);

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.STORE_CROSS;
  }

  @Override
  Operands operands() {
    return Operands.STORE_CROSS;
  }

  /** All offsets; halves with junk above them; words far above. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    out.la(A0, "data").li(A1, 0x12345678);
    appendAll(out);
    out.li(A1, -1).addi(A0, A0, 4);
    appendAll(out);
    out.lui(A0, 0x7fff0000).sh(A1, -1, A0).sw(A1, -3, A0);
    return out.dataLabel("data").words(0x89abcdef, 0, -1).exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    out.dataLabel("data").words(word(random));
    out.la(A0, "data");
    for (int i = 0; i < 2; i++) {
      out.words(word(random)).li(A1, word(random));
      appendAll(out);
      out.addi(A0, A0, 4);
    }
  }

  private static void appendAll(Assembler out) {
    out.sw(A1, 1, A0).sw(A1, 2, A0).sw(A1, 3, A0).sh(A1, 3, A0);
  }

  @Override
  protected String goldenDigest() {
    return "a4d1598d681b9eb9b27dc68d9ee381205fc88115048a128a586e9b579cff0828";
  }
}
