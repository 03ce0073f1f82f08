package io.zkml.vm.riscv.isa;

import java.util.List;
import java.util.Locale;

/**
 * The instructions of RV32IM and, in the space called custom-1, the call of a model, in the order
 * of their numbers.
 */
public enum Opcode {
  LUI(Format.U, Family.UPPER, 0x37, 0, 0),
  AUIPC(Format.U, Family.UPPER, 0x17, 0, 0),
  JAL(Format.J, Family.JUMP, 0x6f, 0, 0),
  JALR(Format.I, Family.JUMP, 0x67, 0, 0),

  BEQ(Format.B, Family.BRANCH, 0x63, 0, 0),
  BNE(Format.B, Family.BRANCH, 0x63, 1, 0),
  BLT(Format.B, Family.BRANCH, 0x63, 4, 0),
  BGE(Format.B, Family.BRANCH, 0x63, 5, 0),
  BLTU(Format.B, Family.BRANCH, 0x63, 6, 0),
  BGEU(Format.B, Family.BRANCH, 0x63, 7, 0),

  LB(Format.I, Family.LOAD, 0x03, 0, 0),
  LH(Format.I, Family.LOAD, 0x03, 1, 0),
  LW(Format.I, Family.LOAD, 0x03, 2, 0),
  LBU(Format.I, Family.LOAD, 0x03, 4, 0),
  LHU(Format.I, Family.LOAD, 0x03, 5, 0),
  SB(Format.S, Family.STORE, 0x23, 0, 0),
  SH(Format.S, Family.STORE, 0x23, 1, 0),
  SW(Format.S, Family.STORE, 0x23, 2, 0),

  ADDI(Format.I, Family.ADD_SUB, 0x13, 0, 0),
  SLTI(Format.I, Family.COMPARE, 0x13, 2, 0),
  SLTIU(Format.I, Family.COMPARE, 0x13, 3, 0),
  XORI(Format.I, Family.BITWISE, 0x13, 4, 0),
  ORI(Format.I, Family.BITWISE, 0x13, 6, 0),
  ANDI(Format.I, Family.BITWISE, 0x13, 7, 0),
  SLLI(Format.SHIFT, Family.SHIFT, 0x13, 1, 0),
  SRLI(Format.SHIFT, Family.SHIFT, 0x13, 5, 0),
  SRAI(Format.SHIFT, Family.SHIFT, 0x13, 5, 0x20),

  ADD(Format.R, Family.ADD_SUB, 0x33, 0, 0),
  SUB(Format.R, Family.ADD_SUB, 0x33, 0, 0x20),
  SLL(Format.R, Family.SHIFT, 0x33, 1, 0),
  SLT(Format.R, Family.COMPARE, 0x33, 2, 0),
  SLTU(Format.R, Family.COMPARE, 0x33, 3, 0),
  XOR(Format.R, Family.BITWISE, 0x33, 4, 0),
  SRL(Format.R, Family.SHIFT, 0x33, 5, 0),
  SRA(Format.R, Family.SHIFT, 0x33, 5, 0x20),
  OR(Format.R, Family.BITWISE, 0x33, 6, 0),
  AND(Format.R, Family.BITWISE, 0x33, 7, 0),

  MUL(Format.R, Family.MUL, 0x33, 0, 1),
  MULH(Format.R, Family.MULH, 0x33, 1, 1),
  MULHSU(Format.R, Family.MULH, 0x33, 2, 1),
  MULHU(Format.R, Family.MULH, 0x33, 3, 1),
  DIV(Format.R, Family.DIV_REM, 0x33, 4, 1),
  DIVU(Format.R, Family.DIV_REM, 0x33, 5, 1),
  REM(Format.R, Family.DIV_REM, 0x33, 6, 1),
  REMU(Format.R, Family.DIV_REM, 0x33, 7, 1),

  FENCE(Format.FENCE, Family.FENCE, 0x0f, 0, 0),
  ECALL(Format.SYSTEM, Family.ECALL, 0x73, 0, 0),
  EBREAK(Format.SYSTEM, Family.BREAK, 0x73, 0, 0),
  MODEL(Format.MODEL, Family.MODEL, 0x2b, 0, 0);

  /** All operations, by number. */
  public static final List<Opcode> ALL = List.of(values());

  private final Format format;
  private final Family family;
  private final int major;
  private final int funct3;
  private final int funct7;

  Opcode(Format format, Family family, int major, int funct3, int funct7) {
    this.format = format;
    this.family = family;
    this.major = major;
    this.funct3 = funct3;
    this.funct7 = funct7;
  }

  /** The operation's number in {@link Code}, in traces and in the program table. */
  @SuppressWarnings("EnumOrdinal")
  public int number() {
    return ordinal();
  }

  /** The layout of its word. */
  public Format format() {
    return format;
  }

  /** The chip that proves it. */
  public Family family() {
    return family;
  }

  /** The word without its operands. */
  int match() {
    return this == EBREAK ? 0x0010_0073 : major | funct3 << 12 | funct7 << 25;
  }

  /**
   * Whether a word is this operation; says nothing of formats without a fixed part beyond major.
   */
  boolean matches(int word) {
    int mask =
        switch (format) {
          case U, J -> 0x7f;
          case I, S, B, FENCE -> 0x707f;
          case R, SHIFT -> 0xfe00_707f;
          case SYSTEM -> -1;
          case MODEL -> 0x7fff;
        };
    return (word & mask) == match();
  }

  /** The name in assembly language. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }
}
