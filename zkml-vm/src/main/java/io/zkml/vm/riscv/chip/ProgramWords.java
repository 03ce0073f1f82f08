package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * The text as chips see it: what {@link Code} holds, but for four conveniences. Offsets relative to
 * the pc are resolved: the immediate of auipc, jal and branches is pc + offset. Then auipc is lui,
 * and fence is addi of x0 to the sink. The immediate of shifts is the power of two by which {@link
 * ShiftCore} multiplies: 2^amount to the left, 2^(31 - amount) to the right.
 */
public final class ProgramWords {

  private ProgramWords() {}

  /** The operation's number in the program table. */
  public static int opcode(Code code, int i) {
    int op = code.op(i);
    if (op == Opcode.AUIPC.number()) {
      return Opcode.LUI.number();
    }
    return op == Opcode.FENCE.number() ? Opcode.ADDI.number() : op;
  }

  /** The immediate: a word. */
  public static int immediate(Code code, int i) {
    int op = code.op(i);
    int imm = code.imm(i);
    if (op == Code.UNDECODABLE) {
      return imm;
    }
    return switch (Opcode.ALL.get(op)) {
      case AUIPC, JAL, BEQ, BNE, BLT, BGE, BLTU, BGEU -> code.pc(i) + imm;
      case SLLI -> 1 << imm;
      case SRLI, SRAI -> 1 << (31 - imm);
      default -> imm;
    };
  }
}
