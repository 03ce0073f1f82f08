package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.RA;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlInstructionsTest {

  @ParameterizedTest(name = "{0} {1}, {2}: {3}")
  @CsvSource({
    "BEQ, 5, 5, true",
    "BEQ, 5, 6, false",
    "BNE, 5, 5, false",
    "BNE, -1, 1, true",
    "BLT, -1, 0, true",
    "BLT, 0, -1, false",
    "BLT, 3, 3, false",
    "BLT, -2147483648, 2147483647, true",
    "BGE, 3, 3, true",
    "BGE, -1, 0, false",
    "BGE, 2147483647, -2147483648, true",
    "BLTU, 0, -1, true",
    "BLTU, -1, 0, false",
    "BLTU, 3, 3, false",
    "BGEU, 3, 3, true",
    "BGEU, -1, 0, true",
    "BGEU, 0, -2147483648, false"
  })
  void branch_onValues_isTakenOrNot(Opcode opcode, int a, int b, boolean taken) {
    Assembler guest = new Assembler().li(A1, a).li(A2, b).li(T0, 1);
    guest.instruction(new Instruction(opcode, 0, A1.number(), A2.number(), 8)).li(T0, 0);
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(taken ? 1 : 0);
  }

  /** The sum of the register and the immediate loses its lowest bit. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void jalr_oddTarget_losesItsLowestBit(int odd) {
    Assembler guest = new Assembler().la(S0, "target").addi(S0, S0, -2047 + odd);
    guest.jalr(A1, S0, 2047).li(T0, 1).label("target").addi(T0, T0, 2);
    int[] registers = Runs.registers(guest);
    assertThat(registers[T0.number()]).isEqualTo(2);
    assertThat(registers[A1.number()]).isEqualTo(0x10000 + 16);
  }

  @Test
  void jalr_sameRegisterTwice_readsBeforeItWrites() {
    Assembler guest = new Assembler().la(RA, "target").jalr(RA, RA, 0).li(T0, 1).label("target");
    int[] registers = Runs.registers(guest);
    assertThat(registers[RA.number()]).isEqualTo(0x10000 + 12);
    assertThat(registers[T0.number()]).isZero();
  }

  @Test
  void jumpsAndBranches_atTheirLimits_arrive() {
    Assembler guest = new Assembler().jal(A1, "near").label("back").j("far");
    filler(guest, 1021);
    // 4088 bytes back; a branch reaches 4096.
    guest.label("near").beq(ZERO, ZERO, "back").label("far").jal(A2, (1 << 20) - 4);
    filler(guest, (1 << 18) - 2);
    guest.li(T0, 3);
    int[] registers = Runs.registers(guest);
    assertThat(registers[T0.number()]).isEqualTo(3);
    assertThat(registers[A1.number()]).isEqualTo(0x10004);
  }

  @Test
  void callAndReturn_nested_comeBack() {
    Assembler guest = new Assembler().call("double").call("double").j("end");
    guest.function("double").addi(T0, T0, 21).ret().label("end").mv(A0, T0);
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(42);
  }

  /** An offset of 2 more than a multiple of 4 is an error only if the branch is taken. */
  @Test
  void branch_misalignedButNotTaken_goesOn() {
    Assembler guest = new Assembler().li(T0, 4).bne(ZERO, ZERO, 6).beq(T0, ZERO, -2);
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(4);
  }

  @Test
  void branch_outsideTheTextButNotTaken_goesOn() {
    Assembler guest = new Assembler().li(T0, 4).bne(ZERO, ZERO, -4096);
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(4);
  }

  private static void filler(Assembler guest, int words) {
    for (int i = 0; i < words; i++) {
      guest.rawWord(0);
    }
  }
}
