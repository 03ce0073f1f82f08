package io.zkml.vm.riscv.exec;

import java.util.HexFormat;

/** A guest was stopped: it, or its input, is at fault, or a limit is too low. */
public final class TrapException extends Exception {

  private static final long serialVersionUID = 1L;

  private final TrapKind kind;
  private final int pc;
  private final long cycles;

  TrapException(TrapKind kind, int pc, long cycles, String detail) {
    super(
        "trap at 0x" + HexFormat.of().toHexDigits(pc) + " after " + cycles + " cycles: " + detail);
    this.kind = kind;
    this.pc = pc;
    this.cycles = cycles;
  }

  /** What went wrong. */
  public TrapKind kind() {
    return kind;
  }

  /**
   * Address of the instruction that trapped; of the missing one for {@link TrapKind#OUTSIDE_TEXT}.
   */
  public int pc() {
    return pc;
  }

  /** Instructions completed before. */
  public long cycles() {
    return cycles;
  }
}
