package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.isa.Opcode;

/** Results of instructions that compute on two words. */
final class Arithmetic {

  private Arithmetic() {}

  /** The result of an operation; {@code b} is rs2 or the immediate. */
  static int result(Opcode opcode, int a, int b) {
    return switch (opcode) {
      case ADD, ADDI -> a + b;
      case SUB -> a - b;
      case XOR, XORI -> a ^ b;
      case OR, ORI -> a | b;
      case AND, ANDI -> a & b;
      // Java takes shift amounts modulo 32, as the machine does.
      case SLL, SLLI -> a << b;
      case SRL, SRLI -> a >>> b;
      case SRA, SRAI -> a >> b;
      case SLT, SLTI -> a < b ? 1 : 0;
      case SLTU, SLTIU -> Integer.compareUnsigned(a, b) < 0 ? 1 : 0;
      case MUL -> a * b;
      case MULH -> (int) (((long) a * b) >> 32);
      case MULHSU -> (int) ((a * (b & 0xffff_ffffL)) >> 32);
      case MULHU -> (int) (((a & 0xffff_ffffL) * (b & 0xffff_ffffL)) >>> 32);
      case DIV -> b == 0 ? -1 : a / b;
      case DIVU -> b == 0 ? -1 : Integer.divideUnsigned(a, b);
      // MIN / -1 is MIN with remainder 0, in Java as here.
      case REM -> b == 0 ? a : a % b;
      case REMU -> b == 0 ? a : Integer.remainderUnsigned(a, b);
      default -> throw new IllegalArgumentException(opcode + " computes nothing");
    };
  }

  /** Whether a branch is taken. */
  static boolean taken(Opcode opcode, int a, int b) {
    return switch (opcode) {
      case BEQ -> a == b;
      case BNE -> a != b;
      case BLT -> a < b;
      case BGE -> a >= b;
      case BLTU -> Integer.compareUnsigned(a, b) < 0;
      case BGEU -> Integer.compareUnsigned(a, b) >= 0;
      default -> throw new IllegalArgumentException(opcode + " is no branch");
    };
  }
}
