package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.SplittableRandom;

class StorePartChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new StorePartChip(0x11000 >>> 2);

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.STORE_PART;
  }

  @Override
  Operands operands() {
    return Operands.STORE;
  }

  /** All offsets; bytes and halves with junk above them; a word far above. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    out.la(A0, "data").li(A1, 0x12345678);
    appendAll(out);
    out.li(A1, -1).addi(A0, A0, 4);
    appendAll(out);
    out.lui(A0, 0x7fff0000).sh(A1, -7, A0);
    return out.dataLabel("data").words(0x89abcdef, 0).exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    out.dataLabel("data");
    out.la(A0, "data");
    for (int i = 0; i < 3; i++) {
      out.words(word(random)).li(A1, word(random));
      appendAll(out);
      out.addi(A0, A0, 4);
    }
  }

  private static void appendAll(Assembler out) {
    for (int offset = 0; offset < 4; offset++) {
      out.sb(A1, offset, A0);
      if (offset < 3) {
        out.sh(A1, offset, A0);
      }
    }
  }

  @Override
  protected String goldenDigest() {
    return "be1166cffba795c5158ea550fdc70585860e7856afbbebfcdd593858789fac03";
  }
}
