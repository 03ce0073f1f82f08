package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class CompareChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new CompareChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.COMPARE;
  }

  @Override
  Operands operands() {
    return Operands.REGISTERS;
  }

  /** Words of both signs, equal ones, neighbours. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    append(out, 5, -7, Opcode.SLT, Opcode.SLTU);
    append(out, -7, 5, Opcode.SLT, Opcode.SLTU);
    append(out, 0x80000000, 0x7fffffff, Opcode.SLT, Opcode.SLTU);
    append(out, 0x7fffffff, 0x80000000, Opcode.SLT, Opcode.SLTU);
    append(out, -1, -1, Opcode.SLT, Opcode.SLTU);
    append(out, 0, 0, Opcode.SLT, Opcode.SLTU);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 5; i++) {
      append(out, word(random), word(random), Opcode.SLT, Opcode.SLTU);
    }
  }

  @Override
  protected String goldenDigest() {
    return "6ece96ae77556a176b3d3e0eb2d5c1ae54206cc81d66c7636ac1fcaba39dfd4e";
  }
}
