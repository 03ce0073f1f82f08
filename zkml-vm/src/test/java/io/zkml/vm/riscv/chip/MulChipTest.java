package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class MulChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new MulChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.MUL;
  }

  @Override
  Operands operands() {
    return Operands.REGISTERS;
  }

  /** Largest and smallest products. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    append(out, -1, -1, Opcode.MUL);
    append(out, 0, -1, Opcode.MUL);
    append(out, 1, 1, Opcode.MUL);
    append(out, 0x10000, 0x10000, Opcode.MUL);
    append(out, 0x89abcdef, 0x12345678, Opcode.MUL);
    append(out, 3, 5, Opcode.MUL);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 10; i++) {
      append(out, word(random), word(random), Opcode.MUL);
    }
  }

  @Override
  protected String goldenDigest() {
    return "47be15634837202e56235ba2136f48e86a86b6f7efee0dfbe5f74bad62770be6";
  }
}
