package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class BitwiseImmChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new BitwiseImmChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.BITWISE_IMM;
  }

  @Override
  Operands operands() {
    return Operands.IMMEDIATE;
  }

  /** Words with all bits and with none. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    appendImm(out, 0x89abcdef, 0x7f1, Opcode.XORI, Opcode.ORI, Opcode.ANDI);
    appendImm(out, 0x80000000, -1, Opcode.XORI, Opcode.ORI, Opcode.ANDI);
    appendImm(out, 0, 0, Opcode.XORI, Opcode.ORI, Opcode.ANDI);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 4; i++) {
      appendImm(
          out, word(random), random.nextInt(-2048, 2048), Opcode.XORI, Opcode.ORI, Opcode.ANDI);
    }
  }

  @Override
  protected String goldenDigest() {
    return "8b17ec941de9390475fbb6bdef851927bd2cea501b65e9d0c7d01750c6827c08";
  }
}
