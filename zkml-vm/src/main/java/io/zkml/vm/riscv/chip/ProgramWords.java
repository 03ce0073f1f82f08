package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * The text as chips see it: what {@link Code} holds, but for three conveniences. Offsets relative
 * to the pc are resolved: the immediate of auipc, jal and branches is pc + offset. Then auipc is
 * lui, and fence is addi of x0 to the sink.
 */
public final class ProgramWords {

  private ProgramWords() {}

  /** The operation's number in the program table. */
  public static int opcode(Code code, int i) {
    int op = code.op(i);
    if (op == Opcode.AUIPC.ordinal()) {
      return Opcode.LUI.ordinal();
    }
    return op == Opcode.FENCE.ordinal() ? Opcode.ADDI.ordinal() : op;
  }

  /** The immediate: a word. */
  public static int immediate(Code code, int i) {
    return isRelative(code.op(i)) ? code.pc(i) + code.imm(i) : code.imm(i);
  }

  private static boolean isRelative(int op) {
    if (op == Code.UNDECODABLE) {
      return false;
    }
    return switch (Opcode.ALL.get(op)) {
      case AUIPC, JAL, BEQ, BNE, BLT, BGE, BLTU, BGEU -> true;
      default -> false;
    };
  }
}
