package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class ShiftImmChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new ShiftImmChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.SHIFT_IMM;
  }

  @Override
  Operands operands() {
    return Operands.IMMEDIATE;
  }

  /** By nothing, by one, by most; of words of both signs. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    appendImm(out, 0x89abcdef, 0, Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    appendImm(out, 0x89abcdef, 31, Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    appendImm(out, -1, 1, Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    appendImm(out, 0x7fffffff, 28, Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    appendImm(out, 0, 5, Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    appendImm(out, 0x80000001, 16, Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 4; i++) {
      appendImm(out, word(random), random.nextInt(32), Opcode.SLLI, Opcode.SRLI, Opcode.SRAI);
    }
  }

  @Override
  protected String goldenDigest() {
    return "753f4a4509c5b2189ae41ebd161e110973fb95cc9660cf185ecc3ad64880b896";
  }
}
