package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class CompareImmChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new CompareImmChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.COMPARE_IMM;
  }

  @Override
  Operands operands() {
    return Operands.IMMEDIATE;
  }

  /** Words of both signs, equal ones, neighbours. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    appendImm(out, 5, -7, Opcode.SLTI, Opcode.SLTIU);
    appendImm(out, -7, 5, Opcode.SLTI, Opcode.SLTIU);
    appendImm(out, 0x80000000, 2047, Opcode.SLTI, Opcode.SLTIU);
    appendImm(out, 0x7fffffff, -2048, Opcode.SLTI, Opcode.SLTIU);
    appendImm(out, -1, -1, Opcode.SLTI, Opcode.SLTIU);
    appendImm(out, 0, 0, Opcode.SLTI, Opcode.SLTIU);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 5; i++) {
      appendImm(out, word(random), random.nextInt(-2048, 2048), Opcode.SLTI, Opcode.SLTIU);
    }
  }

  @Override
  protected String goldenDigest() {
    return "70774a60c9d23e997d7b3977467a85a2f97480d25065278f702993ec9c48a423";
  }
}
