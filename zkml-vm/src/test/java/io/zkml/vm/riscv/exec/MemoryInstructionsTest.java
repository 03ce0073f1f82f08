package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryInstructionsTest {

  /** The bytes are 80 81 82 83 84 85 86 87, then zeros. */
  @ParameterizedTest(name = "{0} at {1} = {2}")
  @CsvSource({
    "LB, 0, ffffff80",
    "LB, 1, ffffff81",
    "LB, 3, ffffff83",
    "LB, 8, 00000000",
    "LBU, 0, 00000080",
    "LBU, 2, 00000082",
    "LBU, 7, 00000087",
    "LH, 0, ffff8180",
    "LH, 1, ffff8281",
    "LH, 2, ffff8382",
    "LH, 3, ffff8483",
    "LHU, 0, 00008180",
    "LHU, 1, 00008281",
    "LHU, 3, 00008483",
    "LHU, 7, 00000087",
    "LW, 0, 83828180",
    "LW, 1, 84838281",
    "LW, 2, 85848382",
    "LW, 3, 86858483",
    "LW, 4, 87868584",
    "LW, 7, 00000087"
  })
  void load_anyAlignment_givesBytes(Opcode opcode, int offset, String result) {
    Assembler guest = data().la(S0, "data");
    guest.instruction(new Instruction(opcode, T0.number(), S0.number(), 0, offset));
    assertThat(Runs.registers(guest)[T0.number()]).isEqualTo(word(result));
  }

  /** The stored register is a4a3a2a1; the two words at the data are read back. */
  @ParameterizedTest(name = "{0} at {1} = {2} {3}")
  @CsvSource({
    "SB, 0, 838281a1, 87868584",
    "SB, 1, 8382a180, 87868584",
    "SB, 3, a1828180, 87868584",
    "SH, 0, 8382a2a1, 87868584",
    "SH, 1, 83a2a180, 87868584",
    "SH, 2, a2a18180, 87868584",
    "SH, 3, a1828180, 878685a2",
    "SW, 0, a4a3a2a1, 87868584",
    "SW, 1, a3a2a180, 878685a4",
    "SW, 2, a2a18180, 8786a4a3",
    "SW, 3, a1828180, 87a4a3a2"
  })
  void store_anyAlignment_changesItsBytesAlone(Opcode opcode, int offset, String low, String high) {
    Assembler guest = data().la(S0, "data").li(T0, 0xa4a3_a2a1);
    guest.instruction(new Instruction(opcode, 0, S0.number(), T0.number(), offset));
    guest.lw(A1, 0, S0).lw(A2, 4, S0);
    int[] registers = Runs.registers(guest);
    assertThat(registers[A1.number()]).isEqualTo(word(low));
    assertThat(registers[A2.number()]).isEqualTo(word(high));
  }

  @Test
  void access_negativeOffsetAndFarPages_findsTheSameCells() {
    Assembler guest = new Assembler().li(S0, 0x7fff_f000).li(T0, 77);
    guest.sw(T0, -2048, S0).li(S0, 0x7fff_e800).lw(A1, 0, S0);
    // Across two pages of 64 KiB, neither touched before.
    guest.li(S0, 0x5000_fffe).sw(T0, 0, S0).lw(A2, 0, S0);
    int[] registers = Runs.registers(guest);
    assertThat(registers[A1.number()]).isEqualTo(77);
    assertThat(registers[A2.number()]).isEqualTo(77);
  }

  @Test
  void load_lastByteOfAddressSpace_isZero() {
    Assembler guest = new Assembler().li(S0, -1).li(T0, 9).lbu(T0, 0, S0).lw(A1, -3, S0);
    assertThat(Runs.registers(guest)[T0.number()]).isZero();
  }

  private static Assembler data() {
    return new Assembler().dataLabel("data").words(0x8382_8180, 0x8786_8584, 0);
  }

  private static int word(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }
}
