package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class BitwiseChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new BitwiseChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.BITWISE;
  }

  @Override
  Operands operands() {
    return Operands.REGISTERS;
  }

  /** Words with all bits and with none. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    append(out, 0x89abcdef, 0x0ff01234, Opcode.XOR, Opcode.OR, Opcode.AND);
    append(out, 0x80000000, -1, Opcode.XOR, Opcode.OR, Opcode.AND);
    append(out, 0, 0, Opcode.XOR, Opcode.OR, Opcode.AND);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 4; i++) {
      append(out, word(random), word(random), Opcode.XOR, Opcode.OR, Opcode.AND);
    }
  }

  @Override
  protected String goldenDigest() {
    return "8d23a8e70ed11daceace324fd419522793983a6283ab4db26190612f0183226a";
  }
}
