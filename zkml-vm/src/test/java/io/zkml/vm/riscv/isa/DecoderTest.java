package io.zkml.vm.riscv.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

  /** Words as the GNU assembler writes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fffff2b7 | lui t0, 0xfffff",
        "12345d97 | auipc s11, 0x12345",
        "800000ef | jal ra, .-1048576",
        "7ffff06f | jal zero, .+1048574",
        "800f8567 | jalr a0, -2048(t6)",
        "7eb50fe3 | beq a0, a1, .+4094",
        "80941063 | bne s0, s1, .-4096",
        "00734463 | blt t1, t2, .+8",
        "fe735ce3 | bge t1, t2, .-8",
        "000560e3 | bltu a0, zero, .+2048",
        "fea07fe3 | bgeu zero, a0, .-2",
        "7ff10503 | lb a0, 2047(sp)",
        "fff19583 | lh a1, -1(gp)",
        "00022603 | lw a2, 0(tp)",
        "0040c683 | lbu a3, 4(ra)",
        "00895703 | lhu a4, 8(s2)",
        "80f98023 | sb a5, -2048(s3)",
        "7f0a1fa3 | sh a6, 2047(s4)",
        "011aafa3 | sw a7, 31(s5)",
        "fffb8b13 | addi s6, s7, -1",
        "001cac13 | slti s8, s9, 1",
        "ffbdbd13 | sltiu s10, s11, -5",
        "555ece13 | xori t3, t4, 1365",
        "007fef13 | ori t5, t6, 7",
        "0ff57513 | andi a0, a0, 255",
        "01f59513 | slli a0, a1, 31",
        "00165593 | srli a1, a2, 1",
        "41e6d613 | srai a2, a3, 30",
        "00c58533 | add a0, a1, a2",
        "40f706b3 | sub a3, a4, a5",
        "01289833 | sll a6, a7, s2",
        "015a29b3 | slt s3, s4, s5",
        "018bbb33 | sltu s6, s7, s8",
        "01bd4cb3 | xor s9, s10, s11",
        "01eede33 | srl t3, t4, t5",
        "4062dfb3 | sra t6, t0, t1",
        "009463b3 | or t2, s0, s1",
        "00a57533 | and a0, a0, a0",
        "02c58533 | mul a0, a1, a2",
        "02f716b3 | mulh a3, a4, a5",
        "0258a833 | mulhsu a6, a7, t0",
        "03c3b333 | mulhu t1, t2, t3",
        "03ff4eb3 | div t4, t5, t6",
        "0349d933 | divu s2, s3, s4",
        "037b6ab3 | rem s5, s6, s7",
        "03acfc33 | remu s8, s9, s10",
        "00000073 | ecall",
        "00100073 | ebreak",
        "0ab5002b | model 5, a0, a1"
      })
  void decode_wordsOfGnuAssembler_giveItsText(String hex, String text) {
    int word = Integer.parseUnsignedInt(hex, 16);
    assertThat(Disassembler.text(word)).isEqualTo(text);
    assertThat(Decoder.decode(word).orElseThrow().encode()).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource
  void encode_anyOperands_decodesToTheSame(Opcode opcode) {
    SplittableRandom random = new SplittableRandom(opcode.number());
    for (int i = 0; i < 1000; i++) {
      Instruction instruction = random(opcode, random);
      assertThat(Decoder.decode(instruction.encode())).contains(instruction);
    }
  }

  @Test
  void decode_randomWords_encodeToTheSameOrAreNone() {
    SplittableRandom random = new SplittableRandom(7);
    int decoded = 0;
    for (int i = 0; i < 1_000_000; i++) {
      int word = random.nextInt();
      var instruction = Decoder.decode(word);
      if (instruction.isPresent() && instruction.get().opcode() != Opcode.FENCE) {
        decoded++;
        assertThat(instruction.get().encode()).isEqualTo(word);
      }
    }
    assertThat(decoded).isGreaterThan(30_000);
  }

  /** Compressed, reserved funct3 and funct7, shift of 32, wide loads, fence.i, mret, all ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000", "00004501", "00002063", "00003003", "00007003", "00003023", "02001013",
        "42005013", "00001067", "40001033", "04000033", "0000100f", "30200073", "000000f3",
        "00008073", "00200073", "ffffffff", "0000006e", "0000000b", "0ab500ab", "0ab5102b"
      })
  void decode_reservedWords_areNone(String hex) {
    assertThat(Decoder.decode(Integer.parseUnsignedInt(hex, 16))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0ff0000f", "8330000f", "0100000f", "0000000f", "00f7878f"})
  void decode_anyFence_isAFence(String hex) {
    assertThat(Decoder.decode(Integer.parseUnsignedInt(hex, 16)))
        .contains(new Instruction(Opcode.FENCE, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"c0002573,true", "30001073,true", "00000073,false", "00000033,false"})
  void isCsr_words_areTold(String hex, boolean csr) {
    assertThat(Decoder.isCsr(Integer.parseUnsignedInt(hex, 16))).isEqualTo(csr);
  }

  @Test
  void instruction_operandsThatDoNotFit_areRefused() {
    assertRefused(Opcode.ADDI, 1, 1, 0, 2048);
    assertRefused(Opcode.ADDI, 1, 1, 0, -2049);
    assertRefused(Opcode.SLLI, 1, 1, 0, 32);
    assertRefused(Opcode.BEQ, 0, 1, 1, 4096);
    assertRefused(Opcode.BEQ, 0, 1, 1, 3);
    assertRefused(Opcode.JAL, 1, 0, 0, 1 << 20);
    assertRefused(Opcode.LUI, 1, 0, 0, 1);
    assertRefused(Opcode.ADD, 32, 0, 0, 0);
    assertRefused(Opcode.ADD, 1, 0, 0, 4);
    assertRefused(Opcode.MODEL, 0, 1, 1, 128);
    assertRefused(Opcode.MODEL, 1, 1, 1, 0);
    assertRefused(Opcode.SW, 1, 0, 0, 0);
    assertRefused(Opcode.ECALL, 0, 1, 0, 0);
  }

  private static void assertRefused(Opcode opcode, int rd, int rs1, int rs2, int imm) {
    assertThatThrownBy(() -> new Instruction(opcode, rd, rs1, rs2, imm))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(opcode.mnemonic());
  }

  private static Instruction random(Opcode opcode, SplittableRandom random) {
    Format format = opcode.format();
    int imm = random.nextInt();
    int fitting =
        switch (format) {
          case R, FENCE, SYSTEM -> 0;
          case I, S -> imm >> 20;
          case SHIFT -> imm & 31;
          case MODEL -> imm & 127;
          case B -> (imm >> 20) * 2;
          case U -> imm & 0xffff_f000;
          case J -> (imm >> 12) * 2;
        };
    return new Instruction(
        opcode,
        format.hasRd() ? random.nextInt(32) : 0,
        format.hasRs1() ? random.nextInt(32) : 0,
        format.hasRs2() ? random.nextInt(32) : 0,
        fitting);
  }
}
