package io.zkml.vm.riscv.isa;

/** How an instruction's operands are laid out in its 32-bit word. */
public enum Format {
  /** Register and register: rd, rs1, rs2. */
  R(true, true, true),
  /** Register and 12-bit signed immediate: rd, rs1, imm. */
  I(true, true, false),
  /** Shift by an immediate of 5 bits: rd, rs1, imm. */
  SHIFT(true, true, false),
  /** Store: rs1 + imm is the address, rs2 the value. */
  S(false, true, true),
  /** Conditional branch: rs1, rs2, signed byte offset of 13 bits. */
  B(false, true, true),
  /** Upper immediate: rd, imm with its low 12 bits zero. */
  U(true, false, false),
  /** Jump: rd, signed byte offset of 21 bits. */
  J(true, false, false),
  /** A model's number of 7 bits: rs1 and rs2 are addresses, rd is x0. */
  MODEL(false, true, true),
  /** No operands that matter. */
  FENCE(false, false, false),
  /** No operands: the whole word is fixed. */
  SYSTEM(false, false, false);

  private final boolean hasRd;
  private final boolean hasRs1;
  private final boolean hasRs2;

  Format(boolean hasRd, boolean hasRs1, boolean hasRs2) {
    this.hasRd = hasRd;
    this.hasRs1 = hasRs1;
    this.hasRs2 = hasRs2;
  }

  /** Whether the word names a destination register. */
  public boolean hasRd() {
    return hasRd;
  }

  /** Whether the word names a first source register. */
  public boolean hasRs1() {
    return hasRs1;
  }

  /** Whether the word names a second source register. */
  public boolean hasRs2() {
    return hasRs2;
  }
}
