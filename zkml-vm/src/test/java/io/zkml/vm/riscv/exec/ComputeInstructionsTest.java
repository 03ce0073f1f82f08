package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeInstructionsTest {

  @ParameterizedTest(name = "{0} {1}, {2} = {3}")
  @CsvSource({
    "ADD, 7fffffff, 00000001, 80000000",
    "ADD, ffffffff, 00000001, 00000000",
    "SUB, 00000000, 00000001, ffffffff",
    "SUB, 80000000, 00000001, 7fffffff",
    "XOR, ff00ff00, 0ff00ff0, f0f0f0f0",
    "OR,  ff00ff00, 0ff00ff0, fff0fff0",
    "AND, ff00ff00, 0ff00ff0, 0f000f00",
    "SLL, 00000001, 0000001f, 80000000",
    "SLL, 12345678, 00000020, 12345678",
    "SLL, 00000001, ffffffe1, 00000002",
    "SRL, 80000000, 0000001f, 00000001",
    "SRL, 80000000, 00000020, 80000000",
    "SRL, ffffffff, 00000000, ffffffff",
    "SRA, 80000000, 0000001f, ffffffff",
    "SRA, 7fffffff, 0000001f, 00000000",
    "SRA, 80000000, 00000021, c0000000",
    "SLT, 80000000, 7fffffff, 00000001",
    "SLT, ffffffff, 00000000, 00000001",
    "SLT, 00000005, 00000005, 00000000",
    "SLTU, 80000000, 7fffffff, 00000000",
    "SLTU, 00000000, ffffffff, 00000001",
    "SLTU, ffffffff, ffffffff, 00000000",
    "MUL, 80000000, ffffffff, 80000000",
    "MUL, 00010001, 00010001, 00020001",
    "MULH, 80000000, 80000000, 40000000",
    "MULH, ffffffff, ffffffff, 00000000",
    "MULH, 80000000, 7fffffff, c0000000",
    "MULHSU, ffffffff, ffffffff, ffffffff",
    "MULHSU, 80000000, ffffffff, 80000000",
    "MULHSU, 7fffffff, ffffffff, 7ffffffe",
    "MULHU, ffffffff, ffffffff, fffffffe",
    "MULHU, 80000000, 00000002, 00000001",
    "DIV, 80000000, ffffffff, 80000000",
    "DIV, 00000007, 00000000, ffffffff",
    "DIV, fffffff9, 00000002, fffffffd",
    "DIV, 00000007, fffffffe, fffffffd",
    "DIVU, 80000000, ffffffff, 00000000",
    "DIVU, 00000000, 00000000, ffffffff",
    "DIVU, ffffffff, 00000002, 7fffffff",
    "REM, 80000000, ffffffff, 00000000",
    "REM, fffffff9, 00000000, fffffff9",
    "REM, fffffff9, 00000002, ffffffff",
    "REM, 00000007, fffffffe, 00000001",
    "REMU, 80000000, ffffffff, 80000000",
    "REMU, 00000007, 00000000, 00000007",
    "REMU, fffffff9, 00000002, 00000001",
  })
  void registers_edgeValues_giveSpecifiedResult(Opcode opcode, String a, String b, String result) {
    Assembler guest = new Assembler().li(A1, word(a)).li(A2, word(b));
    guest.instruction(new Instruction(opcode, T0.number(), A1.number(), A2.number(), 0));
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(word(result));
  }

  @ParameterizedTest(name = "{0} {1}, {2} = {3}")
  @CsvSource({
    "ADDI, 7fffffff, 2047, 800007fe",
    "ADDI, 00000000, -2048, fffff800",
    "SLTI, ffffffff, 0, 00000001",
    "SLTI, 00000000, -1, 00000000",
    "SLTIU, 00000000, -1, 00000001",
    "SLTIU, ffffffff, -1, 00000000",
    "XORI, 0f0f0f0f, -1, f0f0f0f0",
    "ORI, 00000000, -2048, fffff800",
    "ANDI, ffffffff, -2048, fffff800",
    "ANDI, ffffffff, 2047, 000007ff",
    "SLLI, 00000001, 31, 80000000",
    "SLLI, 00000001, 0, 00000001",
    "SRLI, 80000000, 31, 00000001",
    "SRAI, 80000000, 31, ffffffff",
    "SRAI, 40000000, 30, 00000001",
  })
  void immediates_edgeValues_giveSpecifiedResult(Opcode opcode, String a, int imm, String result) {
    Assembler guest = new Assembler().li(A1, word(a));
    guest.instruction(new Instruction(opcode, T0.number(), A1.number(), 0, imm));
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(word(result));
  }

  @Test
  void upperImmediates_edgeValues_giveSpecifiedResult() {
    Assembler guest = new Assembler().auipc(A1, 0).auipc(A2, 0xffff_f000).lui(T0, 0x8000_0000);
    int[] registers = Runs.registers(guest);
    assertThat(registers[A1.number()]).isEqualTo(0x10000);
    assertThat(registers[A2.number()]).isEqualTo(0x10004 - 0x1000);
    assertThat(registers[T0.number()]).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void zero_asDestination_staysZero() {
    Assembler guest = new Assembler().li(A1, 5);
    guest.lui(ZERO, 0x1000).auipc(ZERO, 0).addi(ZERO, A1, 1).add(ZERO, A1, A1);
    guest.mul(ZERO, A1, A1).div(ZERO, A1, A1).lw(ZERO, 0, A1).jal(ZERO, 4);
    guest.la(T0, "next").jalr(ZERO, T0, 0).label("next").mv(T0, ZERO).add(A0, ZERO, ZERO);
    int[] registers = Runs.registers(guest);
    assertThat(registers[0]).isZero();
    assertThat(registers[T0.number()]).isZero();
  }

  @Test
  void sameRegister_asSourceAndDestination_isReadFirst() {
    Assembler guest = new Assembler().li(A1, 7).add(A1, A1, A1).sub(A2, A1, A1).mul(A1, A1, A1);
    int[] registers = Runs.registers(guest);
    assertThat(registers[A1.number()]).isEqualTo(196);
    assertThat(registers[A2.number()]).isZero();
  }

  @Test
  void fence_anywhere_doesNothing() {
    assertThat(Runs.registers(new Assembler().li(A1, 7).fence())[A1.number()]).isEqualTo(7);
  }

  private static int word(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }
}
