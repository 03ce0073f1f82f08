package io.zkml.vm.riscv.isa;

/**
 * One decoded instruction. Registers that the format lacks are 0, and so is its immediate.
 *
 * @param opcode the operation
 * @param rd destination register, 0 to 31
 * @param rs1 first source register, 0 to 31
 * @param rs2 second source register, 0 to 31
 * @param imm immediate as the operation uses it: sign-extended, branch and jump offsets in bytes,
 *     upper immediates shifted into place
 */
public record Instruction(Opcode opcode, int rd, int rs1, int rs2, int imm) {

  /** Checks that the word exists; throws {@link IllegalArgumentException} if it does not. */
  public Instruction {
    Format format = opcode.format();
    checkRegister(opcode, rd, format.hasRd());
    checkRegister(opcode, rs1, format.hasRs1());
    checkRegister(opcode, rs2, format.hasRs2());
    if (!fits(format, imm)) {
      throw new IllegalArgumentException(opcode.mnemonic() + " cannot hold the immediate " + imm);
    }
  }

  private static void checkRegister(Opcode opcode, int register, boolean present) {
    if (register < 0 || register > (present ? 31 : 0)) {
      throw new IllegalArgumentException(opcode.mnemonic() + " with register " + register);
    }
  }

  /** Whether a format's words can hold an immediate. */
  public static boolean fits(Format format, int imm) {
    return switch (format) {
      case R, FENCE, SYSTEM -> imm == 0;
      case I, S -> imm >= -2048 && imm < 2048;
      case SHIFT -> imm >= 0 && imm < 32;
      case MODEL -> imm >= 0 && imm < 128;
      case B -> imm >= -4096 && imm < 4096 && (imm & 1) == 0;
      case U -> (imm & 0xfff) == 0;
      case J -> imm >= -(1 << 20) && imm < 1 << 20 && (imm & 1) == 0;
    };
  }

  /** The instruction's word. */
  public int encode() {
    return opcode.match() | rd << 7 | rs1 << 15 | rs2 << 20 | immediateBits();
  }

  private int immediateBits() {
    return switch (opcode.format()) {
      case R, FENCE, SYSTEM -> 0;
      case I, SHIFT -> imm << 20;
      case MODEL -> imm << 25;
      case S -> (imm >> 5) << 25 | (imm & 31) << 7;
      case B ->
          (imm >> 12 & 1) << 31
              | (imm >> 5 & 0x3f) << 25
              | (imm >> 1 & 15) << 8
              | (imm >> 11 & 1) << 7;
      case U -> imm;
      case J ->
          (imm >> 20 & 1) << 31
              | (imm >> 1 & 0x3ff) << 21
              | (imm >> 11 & 1) << 20
              | (imm & 0xff000);
    };
  }

  @Override
  public String toString() {
    return Disassembler.text(this);
  }
}
