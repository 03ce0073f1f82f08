package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Format;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * Code for {@link FastLoop}: one long an instruction, {@code imm << 32 | rs2 << 24 | rs1 << 16 | rd
 * << 8 | op}. Immediates of branches and of jal are the target's index; lui and auipc both load a
 * constant.
 */
final class FastCode {

  /** Leaves the instruction to the stepper. */
  static final int LEAVE = 0;

  static final int CONSTANT = 1;
  static final int JAL = 2;
  static final int JALR = 3;
  static final int BEQ = 4;
  static final int BNE = 5;
  static final int BLT = 6;
  static final int BGE = 7;
  static final int BLTU = 8;
  static final int BGEU = 9;
  static final int LB = 10;
  static final int LH = 11;
  static final int LW = 12;
  static final int LBU = 13;
  static final int LHU = 14;
  static final int SB = 15;
  static final int SH = 16;
  static final int SW = 17;
  static final int ADDI = 18;
  static final int SLTI = 19;
  static final int SLTIU = 20;
  static final int XORI = 21;
  static final int ORI = 22;
  static final int ANDI = 23;
  static final int SLLI = 24;
  static final int SRLI = 25;
  static final int SRAI = 26;
  static final int ADD = 27;
  static final int SUB = 28;
  static final int SLL = 29;
  static final int SLT = 30;
  static final int SLTU = 31;
  static final int XOR = 32;
  static final int SRL = 33;
  static final int SRA = 34;
  static final int OR = 35;
  static final int AND = 36;
  static final int MUL = 37;
  static final int MULH = 38;
  static final int MULHSU = 39;
  static final int MULHU = 40;
  static final int DIV = 41;
  static final int DIVU = 42;
  static final int REM = 43;
  static final int REMU = 44;
  static final int FENCE = 45;

  private FastCode() {}

  /** Translates a text. */
  static long[] of(Code code) {
    long[] packed = new long[code.size()];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = code.op(i) == Code.UNDECODABLE ? LEAVE : pack(code, i);
    }
    return packed;
  }

  private static long pack(Code code, int i) {
    Opcode opcode = Opcode.ALL.get(code.op(i));
    int imm = code.imm(i);
    int op = number(opcode);
    if (opcode == Opcode.AUIPC) {
      imm += code.pc(i);
    } else if (opcode.format() == Format.B || opcode.format() == Format.J) {
      imm = code.indexOf(code.pc(i) + imm);
      op = imm < 0 ? LEAVE : op;
    }
    return (long) imm << 32
        | (long) code.rs2(i) << 24
        | (long) code.rs1(i) << 16
        | (long) code.rd(i) << 8
        | op;
  }

  private static int number(Opcode opcode) {
    return switch (opcode) {
      case LUI, AUIPC -> CONSTANT;
      case JAL -> JAL;
      case JALR -> JALR;
      case BEQ -> BEQ;
      case BNE -> BNE;
      case BLT -> BLT;
      case BGE -> BGE;
      case BLTU -> BLTU;
      case BGEU -> BGEU;
      case LB -> LB;
      case LH -> LH;
      case LW -> LW;
      case LBU -> LBU;
      case LHU -> LHU;
      case SB -> SB;
      case SH -> SH;
      case SW -> SW;
      case ADDI -> ADDI;
      case SLTI -> SLTI;
      case SLTIU -> SLTIU;
      case XORI -> XORI;
      case ORI -> ORI;
      case ANDI -> ANDI;
      case SLLI -> SLLI;
      case SRLI -> SRLI;
      case SRAI -> SRAI;
      case ADD -> ADD;
      case SUB -> SUB;
      case SLL -> SLL;
      case SLT -> SLT;
      case SLTU -> SLTU;
      case XOR -> XOR;
      case SRL -> SRL;
      case SRA -> SRA;
      case OR -> OR;
      case AND -> AND;
      case MUL -> MUL;
      case MULH -> MULH;
      case MULHSU -> MULHSU;
      case MULHU -> MULHU;
      case DIV -> DIV;
      case DIVU -> DIVU;
      case REM -> REM;
      case REMU -> REMU;
      case FENCE -> FENCE;
      case ECALL, EBREAK, MODEL -> LEAVE;
    };
  }
}
