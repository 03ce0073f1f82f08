package io.zkml.vm.riscv.isa;

import java.util.HexFormat;

/** Assembly language for messages. */
public final class Disassembler {

  private Disassembler() {}

  /** The text of a word, or its hexadecimal digits if it is no instruction. */
  public static String text(int word) {
    return Decoder.decode(word)
        .map(Disassembler::text)
        .orElseGet(() -> ".word 0x" + HexFormat.of().toHexDigits(word));
  }

  /** The text of an instruction; offsets of branches and jumps are relative: {@code .+8}. */
  public static String text(Instruction instruction) {
    String name = instruction.opcode().mnemonic();
    String rd = label(instruction.rd());
    String rs1 = label(instruction.rs1());
    String rs2 = label(instruction.rs2());
    int imm = instruction.imm();
    return switch (instruction.opcode().format()) {
      case R -> name + " " + rd + ", " + rs1 + ", " + rs2;
      case I ->
          switch (instruction.opcode().family()) {
            case LOAD, JUMP -> name + " " + rd + ", " + imm + "(" + rs1 + ")";
            default -> name + " " + rd + ", " + rs1 + ", " + imm;
          };
      case SHIFT -> name + " " + rd + ", " + rs1 + ", " + imm;
      case S -> name + " " + rs2 + ", " + imm + "(" + rs1 + ")";
      case B -> name + " " + rs1 + ", " + rs2 + ", " + relative(imm);
      case U -> name + " " + rd + ", 0x" + Integer.toHexString(imm >>> 12);
      case J -> name + " " + rd + ", " + relative(imm);
      case MODEL -> name + " " + imm + ", " + rs1 + ", " + rs2;
      case FENCE, SYSTEM -> name;
    };
  }

  private static String relative(int offset) {
    return offset < 0 ? "." + offset : ".+" + offset;
  }

  private static String label(int register) {
    return Register.ALL.get(register).label();
  }
}
