package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.isa.Opcode;
import java.util.List;

/** Instructions by the chip that proves them; the order is that of proofs. */
public enum InstructionKind {
  ADD_SUB,
  ADD_IMM,
  UPPER,
  BITWISE,
  BITWISE_IMM,
  COMPARE,
  COMPARE_IMM,
  BRANCH_EQUAL,
  BRANCH_LESS,
  JUMP,
  JUMP_REGISTER,
  SHIFT,
  SHIFT_IMM,
  MUL,
  MUL_HIGH,
  DIV_REM,
  LOAD_WORD,
  LOAD_PART,
  LOAD_CROSS,
  STORE_WORD,
  STORE_PART,
  STORE_CROSS,
  ECALL_READ,
  ECALL_WRITE,
  ECALL_EXIT,
  MODEL_CALL;

  /** All kinds, by number. */
  public static final List<InstructionKind> ALL = List.of(values());

  private static final int WORD = 4;

  /** The kind's place in {@link #ALL} and in proofs. */
  @SuppressWarnings("EnumOrdinal")
  public int number() {
    return ordinal();
  }

  /**
   * The kind of an executed instruction.
   *
   * @param address byte address of a load or store
   * @param call number of a call
   */
  public static InstructionKind of(Opcode opcode, int address, int call) {
    return switch (opcode) {
      case LUI, AUIPC -> UPPER;
      case JAL -> JUMP;
      case JALR -> JUMP_REGISTER;
      case BEQ, BNE -> BRANCH_EQUAL;
      case BLT, BGE, BLTU, BGEU -> BRANCH_LESS;
      case LB, LBU -> LOAD_PART;
      case LH, LHU -> (address & 3) + 2 > WORD ? LOAD_CROSS : LOAD_PART;
      case LW -> (address & 3) == 0 ? LOAD_WORD : LOAD_CROSS;
      case SB -> STORE_PART;
      case SH -> (address & 3) + 2 > WORD ? STORE_CROSS : STORE_PART;
      case SW -> (address & 3) == 0 ? STORE_WORD : STORE_CROSS;
      case ADDI, FENCE -> ADD_IMM;
      case SLTI, SLTIU -> COMPARE_IMM;
      case XORI, ORI, ANDI -> BITWISE_IMM;
      case SLLI, SRLI, SRAI -> SHIFT_IMM;
      case ADD, SUB -> ADD_SUB;
      case SLL, SRL, SRA -> SHIFT;
      case SLT, SLTU -> COMPARE;
      case XOR, OR, AND -> BITWISE;
      case MUL -> MUL;
      case MULH, MULHSU, MULHU -> MUL_HIGH;
      case DIV, DIVU, REM, REMU -> DIV_REM;
      case ECALL ->
          switch (call) {
            case 63 -> ECALL_READ;
            case 64 -> ECALL_WRITE;
            case 93 -> ECALL_EXIT;
            default -> throw new IllegalArgumentException("call " + call + " is no call");
          };
      case MODEL -> MODEL_CALL;
      case EBREAK -> throw new IllegalArgumentException("ebreak is a trap");
    };
  }
}
