package io.zkml.vm.riscv.isa;

/** Instructions that share a chip. */
public enum Family {
  /** Addition and subtraction. */
  ADD_SUB,
  /** And, or, exclusive or. */
  BITWISE,
  /** Set if less than. */
  COMPARE,
  /** Shifts. */
  SHIFT,
  /** Low half of a product. */
  MUL,
  /** High half of a product. */
  MULH,
  /** Quotients and remainders. */
  DIV_REM,
  /** Loads. */
  LOAD,
  /** Stores. */
  STORE,
  /** Conditional branches. */
  BRANCH,
  /** Unconditional jumps. */
  JUMP,
  /** Upper immediates. */
  UPPER,
  /** Memory ordering: no effect on a machine of one hart. */
  FENCE,
  /** Calls of the host. */
  ECALL,
  /** Breakpoint: always a trap. */
  BREAK,
  /** Calls of a model. */
  MODEL
}
