package io.zkml.vm.riscv.asm;

import static io.zkml.vm.riscv.isa.Register.RA;
import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.isa.Register;
import java.nio.charset.StandardCharsets;

/**
 * Builds guests in Java: one method an instruction, labels by name, the usual pseudo-instructions,
 * a data section. Methods return the assembler itself. A label may be used before it is placed.
 *
 * <p>Immediates are checked at once, labels in {@link #program} and {@link #elf}; both throw {@link
 * AssemblyException} or {@link IllegalArgumentException}.
 */
public final class Assembler extends Instructions {

  private final Sections sections = new Sections();

  /** Names the next instruction. */
  public Assembler label(String name) {
    sections.textLabel(name, false);
    return this;
  }

  /** Like {@link #label}, and reports count what follows under this name. */
  public Assembler function(String name) {
    sections.textLabel(name, true);
    return this;
  }

  /** Names the next byte of the data. */
  public Assembler dataLabel(String name) {
    sections.dataLabel(name);
    return this;
  }

  /** Appends words to the data, at a multiple of 4. */
  public Assembler words(int... words) {
    sections.align(4);
    for (int word : words) {
      sections.data(
          new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)});
    }
    return this;
  }

  /** Appends bytes to the data. */
  public Assembler bytes(byte... bytes) {
    sections.data(bytes);
    return this;
  }

  /** Appends a string to the data, without an end mark. */
  public Assembler ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Appends zero bytes to the data. */
  public Assembler space(int count) {
    sections.data(new byte[count]);
    return this;
  }

  /** Appends zero bytes to the data, up to a multiple of a power of two. */
  public Assembler align(int unit) {
    sections.align(unit);
    return this;
  }

  /** Appends a word to the text, whatever it is. */
  public Assembler rawWord(int word) {
    sections.word(word);
    return this;
  }

  /** The program, entered at the first instruction. */
  public Program program() {
    return sections.program();
  }

  /** The program as an executable file. */
  public byte[] elf() {
    return sections.elf();
  }

  @Override
  Assembler put(Opcode opcode, Register rd, Register rs1, Register rs2, int imm) {
    sections.instruction(opcode, rd, rs1, rs2, imm);
    return this;
  }

  @Override
  Assembler put(
      Fixup.Part part, Opcode opcode, Register rd, Register rs1, Register rs2, String label) {
    sections.fixup(part, opcode, rd, rs1, rs2, label);
    return this;
  }

  // Pseudo-instructions.

  public Assembler nop() {
    return addi(ZERO, ZERO, 0);
  }

  public Assembler mv(Register rd, Register rs) {
    return addi(rd, rs, 0);
  }

  public Assembler not(Register rd, Register rs) {
    return xori(rd, rs, -1);
  }

  public Assembler neg(Register rd, Register rs) {
    return sub(rd, ZERO, rs);
  }

  public Assembler j(String label) {
    return jal(ZERO, label);
  }

  public Assembler jr(Register rs) {
    return jalr(ZERO, rs, 0);
  }

  public Assembler ret() {
    return jr(RA);
  }

  public Assembler beqz(Register rs, String label) {
    return beq(rs, ZERO, label);
  }

  public Assembler bnez(Register rs, String label) {
    return bne(rs, ZERO, label);
  }

  /** Loads a constant: one or two instructions. */
  public Assembler li(Register rd, int value) {
    if (value == Fixup.low(value)) {
      return addi(rd, ZERO, value);
    }
    lui(rd, Fixup.high(value));
    return Fixup.low(value) == 0 ? this : addi(rd, rd, Fixup.low(value));
  }

  /** Loads a label's address: two instructions. */
  public Assembler la(Register rd, String label) {
    put(Fixup.Part.ADDRESS_HIGH, Opcode.LUI, rd, ZERO, ZERO, label);
    return put(Fixup.Part.ADDRESS_LOW, Opcode.ADDI, rd, rd, ZERO, label);
  }

  /** Calls a function at any distance: two instructions, return address in ra. */
  public Assembler call(String label) {
    put(Fixup.Part.OFFSET_HIGH, Opcode.AUIPC, RA, ZERO, ZERO, label);
    return put(Fixup.Part.OFFSET_LOW, Opcode.JALR, RA, RA, ZERO, label);
  }

  /** Ends the program with an exit code: three or four instructions. */
  public Assembler exit(int code) {
    return li(Register.A0, code).li(Register.A7, 93).ecall();
  }

  /** Any instruction without a label. */
  public Assembler instruction(Instruction instruction) {
    sections.word(instruction.encode());
    return this;
  }
}
