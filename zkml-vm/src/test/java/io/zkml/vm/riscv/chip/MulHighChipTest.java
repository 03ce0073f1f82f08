package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class MulHighChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new MulHighChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.MUL_HIGH;
  }

  @Override
  Operands operands() {
    return Operands.REGISTERS;
  }

  /** Largest and smallest products of all signs. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    append(out, -1, -1, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, 0, -1, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, -1, 0, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, -1, 1, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, 3, 5, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, 0x80000000, 0x80000000, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, 0x80000000, -1, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    append(out, 0x7fffffff, 0x80000000, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 4; i++) {
      append(out, word(random), word(random), Opcode.MULH, Opcode.MULHSU, Opcode.MULHU);
    }
  }

  @Override
  protected String goldenDigest() {
    return "1ed3ded6e9d3ab2c7ac99b48b45336e91c77cb6c8b5e5ffbee67e9a68f7dbb20";
  }
}
