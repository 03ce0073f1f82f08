package io.zkml.vm.riscv.asm;

import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.isa.Register;

/**
 * The assembler's methods for real instructions: all of RV32IM, operands as in assembly language.
 */
abstract sealed class Instructions permits Assembler {

  abstract Assembler put(Opcode opcode, Register rd, Register rs1, Register rs2, int imm);

  abstract Assembler put(
      Fixup.Part part, Opcode opcode, Register rd, Register rs1, Register rs2, String label);

  // Upper immediates and jumps. Offsets are in bytes from the instruction itself.

  public Assembler lui(Register rd, int imm) {
    return put(Opcode.LUI, rd, ZERO, ZERO, imm);
  }

  public Assembler auipc(Register rd, int imm) {
    return put(Opcode.AUIPC, rd, ZERO, ZERO, imm);
  }

  public Assembler jal(Register rd, int offset) {
    return put(Opcode.JAL, rd, ZERO, ZERO, offset);
  }

  public Assembler jal(Register rd, String label) {
    return put(Fixup.Part.OFFSET, Opcode.JAL, rd, ZERO, ZERO, label);
  }

  public Assembler jalr(Register rd, Register rs1, int imm) {
    return put(Opcode.JALR, rd, rs1, ZERO, imm);
  }

  // Branches.

  public Assembler beq(Register rs1, Register rs2, int offset) {
    return put(Opcode.BEQ, ZERO, rs1, rs2, offset);
  }

  public Assembler beq(Register rs1, Register rs2, String label) {
    return put(Fixup.Part.OFFSET, Opcode.BEQ, ZERO, rs1, rs2, label);
  }

  public Assembler bne(Register rs1, Register rs2, int offset) {
    return put(Opcode.BNE, ZERO, rs1, rs2, offset);
  }

  public Assembler bne(Register rs1, Register rs2, String label) {
    return put(Fixup.Part.OFFSET, Opcode.BNE, ZERO, rs1, rs2, label);
  }

  public Assembler blt(Register rs1, Register rs2, int offset) {
    return put(Opcode.BLT, ZERO, rs1, rs2, offset);
  }

  public Assembler blt(Register rs1, Register rs2, String label) {
    return put(Fixup.Part.OFFSET, Opcode.BLT, ZERO, rs1, rs2, label);
  }

  public Assembler bge(Register rs1, Register rs2, int offset) {
    return put(Opcode.BGE, ZERO, rs1, rs2, offset);
  }

  public Assembler bge(Register rs1, Register rs2, String label) {
    return put(Fixup.Part.OFFSET, Opcode.BGE, ZERO, rs1, rs2, label);
  }

  public Assembler bltu(Register rs1, Register rs2, int offset) {
    return put(Opcode.BLTU, ZERO, rs1, rs2, offset);
  }

  public Assembler bltu(Register rs1, Register rs2, String label) {
    return put(Fixup.Part.OFFSET, Opcode.BLTU, ZERO, rs1, rs2, label);
  }

  public Assembler bgeu(Register rs1, Register rs2, int offset) {
    return put(Opcode.BGEU, ZERO, rs1, rs2, offset);
  }

  public Assembler bgeu(Register rs1, Register rs2, String label) {
    return put(Fixup.Part.OFFSET, Opcode.BGEU, ZERO, rs1, rs2, label);
  }

  // Loads: rd, imm(rs1). Stores: rs2, imm(rs1).

  public Assembler lb(Register rd, int imm, Register rs1) {
    return put(Opcode.LB, rd, rs1, ZERO, imm);
  }

  public Assembler lh(Register rd, int imm, Register rs1) {
    return put(Opcode.LH, rd, rs1, ZERO, imm);
  }

  public Assembler lw(Register rd, int imm, Register rs1) {
    return put(Opcode.LW, rd, rs1, ZERO, imm);
  }

  public Assembler lbu(Register rd, int imm, Register rs1) {
    return put(Opcode.LBU, rd, rs1, ZERO, imm);
  }

  public Assembler lhu(Register rd, int imm, Register rs1) {
    return put(Opcode.LHU, rd, rs1, ZERO, imm);
  }

  public Assembler sb(Register rs2, int imm, Register rs1) {
    return put(Opcode.SB, ZERO, rs1, rs2, imm);
  }

  public Assembler sh(Register rs2, int imm, Register rs1) {
    return put(Opcode.SH, ZERO, rs1, rs2, imm);
  }

  public Assembler sw(Register rs2, int imm, Register rs1) {
    return put(Opcode.SW, ZERO, rs1, rs2, imm);
  }

  // Arithmetic with an immediate.

  public Assembler addi(Register rd, Register rs1, int imm) {
    return put(Opcode.ADDI, rd, rs1, ZERO, imm);
  }

  public Assembler slti(Register rd, Register rs1, int imm) {
    return put(Opcode.SLTI, rd, rs1, ZERO, imm);
  }

  public Assembler sltiu(Register rd, Register rs1, int imm) {
    return put(Opcode.SLTIU, rd, rs1, ZERO, imm);
  }

  public Assembler xori(Register rd, Register rs1, int imm) {
    return put(Opcode.XORI, rd, rs1, ZERO, imm);
  }

  public Assembler ori(Register rd, Register rs1, int imm) {
    return put(Opcode.ORI, rd, rs1, ZERO, imm);
  }

  public Assembler andi(Register rd, Register rs1, int imm) {
    return put(Opcode.ANDI, rd, rs1, ZERO, imm);
  }

  public Assembler slli(Register rd, Register rs1, int imm) {
    return put(Opcode.SLLI, rd, rs1, ZERO, imm);
  }

  public Assembler srli(Register rd, Register rs1, int imm) {
    return put(Opcode.SRLI, rd, rs1, ZERO, imm);
  }

  public Assembler srai(Register rd, Register rs1, int imm) {
    return put(Opcode.SRAI, rd, rs1, ZERO, imm);
  }

  // Arithmetic with registers.

  public Assembler add(Register rd, Register rs1, Register rs2) {
    return put(Opcode.ADD, rd, rs1, rs2, 0);
  }

  public Assembler sub(Register rd, Register rs1, Register rs2) {
    return put(Opcode.SUB, rd, rs1, rs2, 0);
  }

  public Assembler sll(Register rd, Register rs1, Register rs2) {
    return put(Opcode.SLL, rd, rs1, rs2, 0);
  }

  public Assembler slt(Register rd, Register rs1, Register rs2) {
    return put(Opcode.SLT, rd, rs1, rs2, 0);
  }

  public Assembler sltu(Register rd, Register rs1, Register rs2) {
    return put(Opcode.SLTU, rd, rs1, rs2, 0);
  }

  public Assembler xor(Register rd, Register rs1, Register rs2) {
    return put(Opcode.XOR, rd, rs1, rs2, 0);
  }

  public Assembler srl(Register rd, Register rs1, Register rs2) {
    return put(Opcode.SRL, rd, rs1, rs2, 0);
  }

  public Assembler sra(Register rd, Register rs1, Register rs2) {
    return put(Opcode.SRA, rd, rs1, rs2, 0);
  }

  public Assembler or(Register rd, Register rs1, Register rs2) {
    return put(Opcode.OR, rd, rs1, rs2, 0);
  }

  public Assembler and(Register rd, Register rs1, Register rs2) {
    return put(Opcode.AND, rd, rs1, rs2, 0);
  }

  public Assembler mul(Register rd, Register rs1, Register rs2) {
    return put(Opcode.MUL, rd, rs1, rs2, 0);
  }

  public Assembler mulh(Register rd, Register rs1, Register rs2) {
    return put(Opcode.MULH, rd, rs1, rs2, 0);
  }

  public Assembler mulhsu(Register rd, Register rs1, Register rs2) {
    return put(Opcode.MULHSU, rd, rs1, rs2, 0);
  }

  public Assembler mulhu(Register rd, Register rs1, Register rs2) {
    return put(Opcode.MULHU, rd, rs1, rs2, 0);
  }

  public Assembler div(Register rd, Register rs1, Register rs2) {
    return put(Opcode.DIV, rd, rs1, rs2, 0);
  }

  public Assembler divu(Register rd, Register rs1, Register rs2) {
    return put(Opcode.DIVU, rd, rs1, rs2, 0);
  }

  public Assembler rem(Register rd, Register rs1, Register rs2) {
    return put(Opcode.REM, rd, rs1, rs2, 0);
  }

  public Assembler remu(Register rd, Register rs1, Register rs2) {
    return put(Opcode.REMU, rd, rs1, rs2, 0);
  }

  // Others.

  /** Calls a model on the words at one address; its results go to the other. */
  public Assembler model(int number, Register input, Register output) {
    return put(Opcode.MODEL, ZERO, input, output, number);
  }

  public Assembler fence() {
    return put(Opcode.FENCE, ZERO, ZERO, ZERO, 0);
  }

  public Assembler ecall() {
    return put(Opcode.ECALL, ZERO, ZERO, ZERO, 0);
  }

  public Assembler ebreak() {
    return put(Opcode.EBREAK, ZERO, ZERO, ZERO, 0);
  }
}
