package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.SplittableRandom;

class DivRemChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new DivRemChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.DIV_REM;
  }

  @Override
  Operands operands() {
    return Operands.REGISTERS;
  }

  /** By zero, overflow, all signs, results zero, remainders zero and greatest. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    append(out, 7, 0, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, -7, 0, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, 0, 0, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, 0x80000000, 0, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, 0x80000000, -1, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, -7, 2, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, 7, -2, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, -7, -7, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, 3, -8, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    append(out, -1, 0x80000000, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    return out.exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      append(out, word(random), word(random), Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU);
    }
  }

  @Override
  protected String goldenDigest() {
    return "a0f6fe3ce77e4b47c74bba8a6bc30d44ec638e7a25afc7f4eee1a32efa45ca88";
  }
}
