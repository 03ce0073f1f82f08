package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class ShiftChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new ShiftChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.SHIFT;
  }

  @Override
  Operands operands() {
    return Operands.REGISTERS;
  }

  /** By nothing, by one, by most; by amounts above 31; of words of both signs. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    append(out, 0x89abcdef, 0, Opcode.SLL, Opcode.SRL, Opcode.SRA);
    append(out, 0x89abcdef, 31, Opcode.SLL, Opcode.SRL, Opcode.SRA);
    append(out, -1, 33, Opcode.SLL, Opcode.SRL, Opcode.SRA);
    append(out, 0x7fffffff, -4, Opcode.SLL, Opcode.SRL, Opcode.SRA);
    append(out, 0, 5, Opcode.SLL, Opcode.SRL, Opcode.SRA);
    append(out, 0x80000001, 0xffff0010, Opcode.SLL, Opcode.SRL, Opcode.SRA);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      append(out, word(random), word(random), Opcode.SLL, Opcode.SRL, Opcode.SRA);
    }
  }

  @Override
  protected String goldenDigest() {
    return "67c3e43c2b3115cb2da3250fb943335a01e857b71fa830dfa65a3f50f95d0bc3";
  }
}
