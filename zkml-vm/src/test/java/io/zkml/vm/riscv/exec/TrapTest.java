package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;
import static io.zkml.vm.riscv.isa.Register.RA;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.SP;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.riscv.asm.Assembler;
import org.junit.jupiter.api.Test;

class TrapTest {

  private static final int TEXT = 0x10000;
  private static final byte[] NO_INPUT = {};

  @Test
  void jumps_toMisalignedTargets_trapAtTheJump() {
    assertTrap(new Assembler().nop().jal(A0, 6), TrapKind.MISALIGNED_JUMP, TEXT + 4, "0x0001000a");
    assertTrap(
        new Assembler().li(S0, TEXT).jalr(A0, S0, 3), TrapKind.MISALIGNED_JUMP, TEXT + 4, "10002");
    assertTrap(new Assembler().beq(ZERO, ZERO, -2), TrapKind.MISALIGNED_JUMP, TEXT, "0000fffe");
  }

  @Test
  void fetch_outsideText_trapsAtTheTarget() {
    assertTrap(new Assembler().jal(ZERO, -4), TrapKind.OUTSIDE_TEXT, TEXT - 4, "outside the text");
    assertTrap(new Assembler().jal(ZERO, 4), TrapKind.OUTSIDE_TEXT, TEXT + 4, "outside the text");
    assertTrap(new Assembler().nop(), TrapKind.OUTSIDE_TEXT, TEXT + 4, "outside the text");
    assertTrap(
        new Assembler().li(S0, -4).jalr(ZERO, S0, 0), TrapKind.OUTSIDE_TEXT, -4, "0xfffffffc");
  }

  @Test
  void words_thatAreNoInstructions_trapWhenReached() {
    assertTrap(new Assembler().rawWord(0), TrapKind.UNDECODABLE, TEXT, ".word 0x00000000");
    assertTrap(new Assembler().rawWord(0x0000_4501), TrapKind.UNDECODABLE, TEXT, "00004501");
    assertTrap(new Assembler().nop().rawWord(0xc000_2573), TrapKind.CSR, TEXT + 4, "status");
    assertTrap(new Assembler().ebreak(), TrapKind.BREAKPOINT, TEXT, "ebreak");
  }

  @Test
  void calls_unknown_trapWithTheirNumber() {
    assertTrap(new Assembler().li(A7, 214).ecall(), TrapKind.UNKNOWN_CALL, TEXT + 4, "call 214");
    assertTrap(
        new Assembler().li(A7, 63).li(A0, 3).ecall(), TrapKind.UNKNOWN_CALL, TEXT + 8, "from");
    assertTrap(new Assembler().li(A7, 64).ecall(), TrapKind.UNKNOWN_CALL, TEXT + 4, "descriptor 0");
  }

  @Test
  void accesses_pastTheEndOfTheAddressSpace_trap() {
    assertTrap(new Assembler().li(S0, -1).lh(T0, 0, S0), TrapKind.ADDRESS, TEXT + 4, "passes");
    assertTrap(new Assembler().li(S0, -2).sw(T0, 0, S0), TrapKind.ADDRESS, TEXT + 4, "passes");
  }

  @Test
  void writes_belowTheData_trap() {
    Assembler text = new Assembler().li(S0, TEXT).sb(T0, 3, S0);
    assertTrap(text, TrapKind.ADDRESS, TEXT + 4, "may not be written");
    Assembler crossing = new Assembler().li(S0, TEXT + 10).sw(T0, 0, S0);
    assertTrap(crossing, TrapKind.ADDRESS, TEXT + 8, "may not be written");
    Assembler high = new Assembler().lui(S0, 0xf000_0000).sh(T0, 0, S0);
    assertTrap(high, TrapKind.ADDRESS, TEXT + 4, "may not be written");
    Assembler buffer = new Assembler().li(A7, 63).li(A1, TEXT).li(A2, 4).ecall();
    TrapException trap = Runs.trap(buffer.program(), Limits.DEFAULT, new byte[4]);
    assertThat(trap.kind()).isEqualTo(TrapKind.ADDRESS);
  }

  @Test
  void memory_moreThanAllowed_traps() {
    Assembler guest = new Assembler().li(S0, 0x2_0000).lw(T0, 0, S0).lw(T0, -4, S0).exit(0);
    Limits twoPages = Limits.DEFAULT.withMemoryBytes(1 << 17);
    assertThat(result(guest, twoPages).exitCode()).isZero();
    guest = new Assembler().li(S0, 0x2_0000).lw(T0, 0, S0).lui(S0, 0x4_0000).sb(T0, 0, S0).exit(0);
    TrapException trap = Runs.trap(guest.program(), twoPages, NO_INPUT);
    assertThat(trap.kind()).isEqualTo(TrapKind.OUT_OF_MEMORY);
    assertThat(trap).hasMessageContaining("0x00040000").hasMessageContaining("after 3 cycles");
  }

  @Test
  void image_largerThanAllowed_traps() {
    Assembler guest = new Assembler().exit(0);
    TrapException trap =
        Runs.trap(guest.program(), Limits.DEFAULT.withMemoryBytes(65535), NO_INPUT);
    assertThat(trap.kind()).isEqualTo(TrapKind.OUT_OF_MEMORY);
  }

  @Test
  void cycles_limitReached_trapsBeforeTheNextInstruction() {
    Assembler guest = new Assembler().li(T0, 0).exit(0);
    Limits limits = Limits.DEFAULT.withCycles(4);
    assertThat(result(guest, limits).cycles()).isEqualTo(4);
    TrapException trap = Runs.trap(guest.program(), limits.withCycles(3), NO_INPUT);
    assertThat(trap.kind()).isEqualTo(TrapKind.CYCLE_LIMIT);
    assertThat(trap.cycles()).isEqualTo(3);
    assertThat(trap.pc()).isEqualTo(TEXT + 12);
  }

  @Test
  void endlessLoop_anyLimit_trapsExactlyThere() {
    Assembler guest = new Assembler().label("loop").j("loop");
    TrapException trap = Runs.trap(guest.program(), Limits.DEFAULT.withCycles(3_000_001), NO_INPUT);
    assertThat(trap.cycles()).isEqualTo(3_000_001);
  }

  /** Endless recursion: the stack grows down until memory is full, or into the text. */
  @Test
  void stackOverflow_endlessRecursion_traps() {
    Assembler guest =
        new Assembler().la(SP, "data").li(T0, 1 << 20).add(SP, SP, T0).label("recursion");
    guest.addi(SP, SP, -2048).sw(RA, 0, SP).call("recursion").dataLabel("data").space(4);
    TrapException trap = Runs.trap(guest.program(), Limits.DEFAULT, NO_INPUT);
    assertThat(trap.kind()).isEqualTo(TrapKind.ADDRESS);
    assertThat(trap).hasMessageContaining("may not be written");
    Limits small = Limits.DEFAULT.withMemoryBytes(1 << 19);
    assertThat(Runs.trap(guest.program(), small, NO_INPUT).kind())
        .isEqualTo(TrapKind.OUT_OF_MEMORY);
  }

  /** A loop that writes for ever ends at the limit of output, before that of cycles. */
  @Test
  void outputFlood_endlessLoop_traps() {
    Assembler guest = new Assembler().la(A1, "data").li(A7, 64).label("loop");
    guest.li(A0, 1).li(A2, 1).ecall().j("loop").dataLabel("data").words(7);
    Limits limits = Limits.DEFAULT.withOutputBytes(10_000);
    assertThat(Runs.trap(guest.program(), limits, NO_INPUT).kind())
        .isEqualTo(TrapKind.OUTPUT_LIMIT);
  }

  @Test
  void output_moreThanAllowed_traps() {
    Assembler guest = new Assembler().dataLabel("d").words(1, 2).li(A7, 64).li(A0, 1);
    guest.la(A1, "d").li(A2, 5).ecall().ecall().exit(0);
    assertThat(result(guest, Limits.DEFAULT.withOutputBytes(2)).output()).hasSize(2);
    TrapException trap = Runs.trap(guest.program(), Limits.DEFAULT.withOutputBytes(1), NO_INPUT);
    assertThat(trap.kind()).isEqualTo(TrapKind.OUTPUT_LIMIT);
  }

  @Test
  void limits_negative_areRefused() {
    assertThatThrownBy(() -> Limits.DEFAULT.withCycles(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ExecutionResult result(Assembler guest, Limits limits) {
    try {
      return new Machine(guest.program(), limits).execute(NO_INPUT);
    } catch (TrapException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTrap(Assembler guest, TrapKind kind, int pc, String message) {
    TrapException trap = Runs.trap(guest);
    assertThat(trap.kind()).isEqualTo(kind);
    assertThat(trap.pc()).isEqualTo(pc);
    assertThat(trap).hasMessageContaining(message);
  }
}
