package io.zkml.vm.riscv.isa;

import java.util.List;
import java.util.Locale;

/** The 32 registers by their names in the calling convention; the ordinal is the number. */
public enum Register {
  ZERO,
  RA,
  SP,
  GP,
  TP,
  T0,
  T1,
  T2,
  S0,
  S1,
  A0,
  A1,
  A2,
  A3,
  A4,
  A5,
  A6,
  A7,
  S2,
  S3,
  S4,
  S5,
  S6,
  S7,
  S8,
  S9,
  S10,
  S11,
  T3,
  T4,
  T5,
  T6;

  /** All registers, by number. */
  public static final List<Register> ALL = List.of(values());

  /**
   * Number of the cell that receives what is written to x0. No instruction reads it: x0 stays zero
   * without a rule of its own.
   */
  public static final int SINK = 32;

  /** Number of the cell that counts bytes of public output. No instruction names it. */
  public static final int OUTPUT_COUNTER = 33;

  /** Register cells of the machine: 32, the sink and the counter. */
  public static final int CELLS = 34;

  /** The register's number. */
  @SuppressWarnings("EnumOrdinal")
  public int number() {
    return ordinal();
  }

  /** The name in assembly language. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
