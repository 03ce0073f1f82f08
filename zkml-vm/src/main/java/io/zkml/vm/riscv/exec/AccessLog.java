package io.zkml.vm.riscv.exec;

/**
 * Hears of every access of a step, in the order in which the clock counts them: rs1, rs2, memory,
 * others, rd.
 */
interface AccessLog {

  /** Hears nothing. */
  AccessLog NONE = new AccessLog() {};

  /** An instruction begins: word {@code index} of the text. */
  default void begin(int index) throws TrapException {}

  /** The first source is read. */
  default void rs1(int register, int value) throws TrapException {}

  /** The second source is read. */
  default void rs2(int register, int value) throws TrapException {}

  /** A load or store touches the word that holds the byte address. */
  default void memory(int address, int before, int after) throws TrapException {}

  /** Another access: a register (space 0) or a word of memory (space 1, by word index). */
  default void other(int space, int address, int before, int after) throws TrapException {}

  /** An access that the clock counts, but that does not take place. */
  default void skip() throws TrapException {}

  /**
   * A model is called: after its operands, words at the input's address are read, then those at the
   * output's are written. The clock counts none of them.
   *
   * @param input the words of the input
   * @param before the words at the place of the output
   */
  default void model(int model, int from, int[] input, int to, int[] before) throws TrapException {}

  /** The destination is written. */
  default void rd(int register, int before, int after) throws TrapException {}

  /** The instruction is complete. */
  default void end(int nextPc) throws TrapException {}
}
