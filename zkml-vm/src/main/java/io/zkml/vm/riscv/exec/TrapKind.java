package io.zkml.vm.riscv.exec;

/** Why a guest was stopped. A run that traps has no proof. */
public enum TrapKind {
  /** A jump or a taken branch to an address that is no multiple of 4. */
  MISALIGNED_JUMP,
  /** A fetch outside the text. */
  OUTSIDE_TEXT,
  /** A word that is no instruction of RV32IM. */
  UNDECODABLE,
  /** An access to a control and status register. */
  CSR,
  /** {@code ebreak}. */
  BREAKPOINT,
  /** An {@code ecall} with a number or a file descriptor that the machine does not know. */
  UNKNOWN_CALL,
  /** An access that passes the end of the address space. */
  ADDRESS,
  /** More pages touched than allowed. */
  OUT_OF_MEMORY,
  /** More instructions than allowed. */
  CYCLE_LIMIT,
  /** More output than allowed. */
  OUTPUT_LIMIT,
  /** A call of a model that there is not, or of one whose values leave their bounds. */
  MODEL
}
