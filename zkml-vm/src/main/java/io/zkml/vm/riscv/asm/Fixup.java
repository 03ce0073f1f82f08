package io.zkml.vm.riscv.asm;

import io.zkml.vm.riscv.isa.Format;
import io.zkml.vm.riscv.isa.Instruction;

/**
 * An instruction whose immediate depends on a label.
 *
 * @param position index of the instruction's word
 * @param instruction the instruction with immediate 0
 * @param label what its immediate refers to
 * @param part which part of the label's address or offset the immediate is
 */
record Fixup(int position, Instruction instruction, String label, Part part) {

  enum Part {
    /** Offset from this instruction. */
    OFFSET,
    /** Upper part of the offset from this instruction. */
    OFFSET_HIGH,
    /** Lower part of the offset from the instruction before. */
    OFFSET_LOW,
    /** Upper part of the address. */
    ADDRESS_HIGH,
    /** Lower part of the address. */
    ADDRESS_LOW
  }

  /** The instruction with its immediate, given its own address and the label's. */
  Instruction resolve(int pc, int target) {
    int imm =
        switch (part) {
          case OFFSET -> target - pc;
          case OFFSET_HIGH -> high(target - pc);
          case OFFSET_LOW -> low(target - (pc - 4));
          case ADDRESS_HIGH -> high(target);
          case ADDRESS_LOW -> low(target);
        };
    Format format = instruction.opcode().format();
    if (!Instruction.fits(format, imm)) {
      throw new AssemblyException(
          instruction.opcode().mnemonic() + " cannot reach " + label + " over " + imm + " bytes");
    }
    return new Instruction(
        instruction.opcode(), instruction.rd(), instruction.rs1(), instruction.rs2(), imm);
  }

  /** What lui or auipc adds, so that the signed lower part makes up the rest. */
  static int high(int value) {
    return (value + 0x800) & 0xffff_f000;
  }

  /** The signed low 12 bits. */
  static int low(int value) {
    return value << 20 >> 20;
  }
}
