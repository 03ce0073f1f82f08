package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Bus;

/**
 * The buses of RISC-V runs, besides {@link io.zkml.vm.chip.RangeTable#BUS}: a range check there is
 * one of 16 bits.
 */
public final class Buses {

  /** Bits of the range table. */
  public static final int RANGE_BITS = 16;

  /** Messages (pc, clk): an instruction receives its own and sends that of the next. */
  public static final Bus EXECUTION = new Bus("execution", 32, 2);

  /** Messages (exit code, clk): the last call sends it, the run's boundary receives it. */
  public static final Bus EXIT = new Bus("exit", 33, 2);

  /** Messages (pc, opcode, rd, rs1, rs2, imm), as in {@link ProgramWords}. */
  public static final Bus PROGRAM = new Bus("program", 34, 6);

  /** Messages (space, address, value, clk). */
  public static final Bus MEMORY = new Bus("memory", 35, 4);

  /** Messages (x, y, x and y), of bytes. */
  public static final Bus AND = new Bus("and", 36, 3);

  /** Messages (index, byte) of the public output. */
  public static final Bus OUTPUT = new Bus("output", 37, 2);

  /** Messages (word index, value) of the initial memory. */
  public static final Bus IMAGE = new Bus("image", 38, 2);

  /** Messages (word index): the order of the boundary's rows. */
  public static final Bus CHAIN = new Bus("chain", 39, 1);

  /** Messages (model, address of the input, address of the output, clk): calls of models. */
  public static final Bus JOB = new Bus("job", 40, 4);

  /** Space of registers: 0 to 31, the sink 32, and the output's counter 33. */
  public static final int REGISTERS = 1;

  /** Space of memory; addresses are word indices. */
  public static final int RAM = 2;

  private Buses() {}
}
