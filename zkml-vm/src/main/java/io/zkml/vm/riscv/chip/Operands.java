package io.zkml.vm.riscv.chip;

/**
 * What the instructions of a chip access, in the order in which the clock counts it: rs1, rs2,
 * words of memory, rd.
 *
 * @param rs1 whether they read a first register
 * @param rs2 whether they read a second register
 * @param imm whether they have an immediate; without one it is 0
 * @param words number of words of memory
 * @param rd whether they write a register
 */
public record Operands(boolean rs1, boolean rs2, boolean imm, int words, boolean rd) {

  /** Two registers to one. */
  public static final Operands REGISTERS = new Operands(true, true, false, 0, true);

  /** A register and an immediate to a register. */
  public static final Operands IMMEDIATE = new Operands(true, false, true, 0, true);

  /** An immediate to a register. */
  public static final Operands CONSTANT = new Operands(false, false, true, 0, true);

  /** Two registers and an immediate. */
  public static final Operands BRANCH = new Operands(true, true, true, 0, false);

  /** A load of one word of memory. */
  public static final Operands LOAD = new Operands(true, false, true, 1, true);

  /** A load across two words of memory. */
  public static final Operands LOAD_CROSS = new Operands(true, false, true, 2, true);

  /** A store to one word of memory. */
  public static final Operands STORE = new Operands(true, true, true, 1, false);

  /** A store across two words of memory. */
  public static final Operands STORE_CROSS = new Operands(true, true, true, 2, false);

  /** Columns of one access: value before, time before. */
  private static final int ACCESS_COLUMNS = 2;

  /** Steps of the clock. */
  public int accesses() {
    return count(rs1) + count(rs2) + words + count(rd);
  }

  /** Committed columns of the adapter: those of the chip's own come after. */
  public int columns() {
    int upperLimbs = words;
    int fields = count(rs1) + count(rs2) + count(imm) + count(rd);
    return 2 + fields + ACCESS_COLUMNS * accesses() + upperLimbs;
  }

  private static int count(boolean present) {
    return present ? 1 : 0;
  }
}
