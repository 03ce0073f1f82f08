package io.zkml.vm.riscv.asm;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.RA;
import static io.zkml.vm.riscv.isa.Register.SP;
import static io.zkml.vm.riscv.isa.Register.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.elf.Symbol;
import io.zkml.vm.riscv.isa.Disassembler;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssemblerTest {

  @Test
  void methods_all_giveTheirInstruction() {
    Assembler a = new Assembler().lui(A0, 0x1000).auipc(A0, 0x2000).jal(RA, 8).jalr(RA, A0, 4);
    a.beq(A0, A1, 8).bne(A0, A1, 8).blt(A0, A1, 8).bge(A0, A1, 8).bltu(A0, A1, 8).bgeu(A0, A1, 8);
    a.lb(A0, 1, SP).lh(A0, 2, SP).lw(A0, 3, SP).lbu(A0, 4, SP).lhu(A0, 5, SP);
    a.sb(A0, 1, SP).sh(A0, 2, SP).sw(A0, 3, SP);
    a.addi(A0, A1, 1).slti(A0, A1, 2).sltiu(A0, A1, 3).xori(A0, A1, 4).ori(A0, A1, 5);
    a.andi(A0, A1, 6).slli(A0, A1, 7).srli(A0, A1, 8).srai(A0, A1, 9);
    a.add(A0, A1, SP).sub(A0, A1, SP).sll(A0, A1, SP).slt(A0, A1, SP).sltu(A0, A1, SP);
    a.xor(A0, A1, SP).srl(A0, A1, SP).sra(A0, A1, SP).or(A0, A1, SP).and(A0, A1, SP);
    a.mul(A0, A1, SP).mulh(A0, A1, SP).mulhsu(A0, A1, SP).mulhu(A0, A1, SP);
    a.div(A0, A1, SP).divu(A0, A1, SP).rem(A0, A1, SP).remu(A0, A1, SP).fence().ecall().ebreak();
    a.model(5, A0, A1);
    List<String> lines = lines(a);
    assertThat(lines).hasSize(Opcode.ALL.size());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i) + " ").startsWith(Opcode.ALL.get(i).mnemonic() + " ");
    }
    assertThat(lines)
        .contains("lui a0, 0x1", "jalr ra, 4(a0)", "bgeu a0, a1, .+8", "lhu a0, 5(sp)")
        .contains("sw a0, 3(sp)", "srai a0, a1, 9", "remu a0, a1, sp");
  }

  @Test
  void labels_ofBranchesAndJumps_giveOffsets() {
    Assembler a = new Assembler().label("start").beq(A0, A1, "end").bne(A0, A1, "start");
    a.blt(A0, A1, "end").bge(A0, A1, "start").bltu(A0, A1, "end").bgeu(A0, A1, "start");
    a.jal(RA, "start").j("end").beqz(A0, "end").bnez(A1, "end").label("end");
    assertThat(lines(a))
        .containsExactly(
            "beq a0, a1, .+40",
            "bne a0, a1, .-4",
            "blt a0, a1, .+32",
            "bge a0, a1, .-12",
            "bltu a0, a1, .+24",
            "bgeu a0, a1, .-20",
            "jal ra, .-24",
            "jal zero, .+12",
            "beq a0, zero, .+8",
            "bne a1, zero, .+4");
  }

  @Test
  void pseudoInstructions_all_areTheUsualOnes() {
    Assembler a = new Assembler().nop().mv(A0, A1).not(A0, A1).neg(A0, A1).jr(A1).ret();
    assertThat(lines(a))
        .containsExactly(
            "addi zero, zero, 0",
            "addi a0, a1, 0",
            "xori a0, a1, -1",
            "sub a0, zero, a1",
            "jalr zero, 0(a1)",
            "jalr zero, 0(ra)");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, -1, 2047, 2048, -2048, -2049, 0x800, 0xfff, 0x1000, 0x7fff_f7ff, 0x7fff_ffff})
  void li_anyValue_isItsSum(int value) {
    assertThat(sum(new Assembler().li(A0, value).program())).isEqualTo(value);
    assertThat(sum(new Assembler().li(A0, ~value).program())).isEqualTo(~value);
  }

  @ParameterizedTest
  @CsvSource({"0", "2040", "2044", "2048", "2052", "4096", "100000"})
  void la_dataAtAnyPlace_isItsAddress(int offset) {
    Program program =
        new Assembler().la(A0, "d").dataLabel("x").space(offset).dataLabel("d").program();
    assertThat(sum(program)).isEqualTo(0x11000 + offset);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 509, 510, 511, 512, 300_000})
  void call_anyDistance_arrives(int words) {
    Assembler a = new Assembler().call("f");
    for (int i = 0; i < words; i++) {
      a.nop();
    }
    assertThat(sum(a.label("f").nop().program())).isEqualTo(8 + 4 * words);
  }

  @Test
  void data_directives_giveBytes() {
    Assembler a = new Assembler().nop().bytes((byte) 1).words(0x0403_0201).ascii("ab").align(8);
    Program program = a.space(4).bytes((byte) -1).program();
    int first = 0x11000 / 4;
    assertThat(program.image().word(first)).isEqualTo(1);
    assertThat(program.image().word(first + 1)).isEqualTo(0x0403_0201);
    assertThat(program.image().word(first + 2)).isEqualTo(0x6261);
    assertThat(program.image().word(first + 5)).isEqualTo(0xff);
  }

  @Test
  void functions_inOrder_areSymbols() {
    Assembler a = new Assembler().nop().function("f").nop().nop().label("l").function("g").ret();
    assertThat(a.program().symbols())
        .containsExactly(new Symbol("f", 0x10004, 8), new Symbol("g", 0x1000c, 4));
  }

  @Test
  void mistakes_areRefused() {
    assertThatThrownBy(() -> new Assembler().j("nowhere").program())
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> new Assembler().label("x").dataLabel("x"))
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> new Assembler().program()).isInstanceOf(AssemblyException.class);
    assertThatThrownBy(() -> new Assembler().addi(A0, A0, 2048))
        .isInstanceOf(IllegalArgumentException.class);
    Assembler far = new Assembler().beq(ZERO, ZERO, "far");
    for (int i = 0; i < 1023; i++) {
      far.nop();
    }
    assertThatThrownBy(() -> far.label("far").program())
        .isInstanceOf(AssemblyException.class)
        .hasMessageContaining("cannot reach far over 4096 bytes");
  }

  private static List<String> lines(Assembler assembler) {
    Program program = assembler.program();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < program.textWords(); i++) {
      lines.add(Disassembler.text(program.code().word(i)));
    }
    return lines;
  }

  /** What the first one or two instructions add up to; offsets are relative to the first. */
  private static int sum(Program program) {
    int sum = program.code().imm(0);
    return program.textWords() == 1 ? sum : sum + program.code().imm(1);
  }
}
