package io.zkml.vm.riscv.exec;

/**
 * A column of a trace, one int a cycle. The instruction itself is {@link io.zkml.vm.riscv.isa.Code}
 * at {@link #INDEX}. Times are the clock of the same cell's access before, 0 if there was none.
 * Columns of accesses that an instruction lacks are 0.
 */
public enum TraceColumn {
  /** Clock of the cycle's first access. */
  CLK,
  /** Index of the instruction in the text. */
  INDEX,
  /** Address of the next instruction. */
  NEXT_PC,
  /** Value of rs1. */
  RS1_VALUE,
  /** Time of rs1. */
  RS1_TIME,
  /** Value of rs2. */
  RS2_VALUE,
  /** Time of rs2. */
  RS2_TIME,
  /** Byte address of a load or store. */
  ADDRESS,
  /** The word that holds the byte address, before. */
  WORD_BEFORE,
  /** The same word after. */
  WORD_AFTER,
  /** Its time. */
  WORD_TIME,
  /** Value of rd before. */
  RD_BEFORE,
  /** Value of rd after. */
  RD_AFTER,
  /** Time of rd. */
  RD_TIME,
  /** Clock of the write of rd; 0 if there is none. */
  RD_CLK;

  /** The column's place in a chunk. */
  @SuppressWarnings("EnumOrdinal")
  int number() {
    return ordinal();
  }
}
