package io.zkml.vm.riscv.isa;

import java.util.Optional;

/** From words to instructions. Strict: a word with a reserved bit set is no instruction. */
public final class Decoder {

  private static final int MAJORS = 128;

  /** Candidates by the low 7 bits of a word. */
  private static final Opcode[][] BY_MAJOR = byMajor();

  private Decoder() {}

  private static Opcode[][] byMajor() {
    Opcode[][] table = new Opcode[MAJORS][];
    for (int i = 0; i < MAJORS; i++) {
      int major = i;
      table[i] =
          Opcode.ALL.stream()
              .filter(op -> (op.match() & (MAJORS - 1)) == major)
              .toArray(Opcode[]::new);
    }
    return table;
  }

  /** The instruction of a word; empty if the word is none of RV32IM. */
  public static Optional<Instruction> decode(int word) {
    for (Opcode opcode : BY_MAJOR[word & (MAJORS - 1)]) {
      if (opcode.matches(word)) {
        return Optional.of(decode(opcode, word));
      }
    }
    return Optional.empty();
  }

  /** Whether a word accesses a control and status register: decoded by nobody here. */
  public static boolean isCsr(int word) {
    return (word & 0x7f) == 0x73 && (word >> 12 & 3) != 0;
  }

  private static Instruction decode(Opcode opcode, int word) {
    Format format = opcode.format();
    return new Instruction(
        opcode,
        format.hasRd() ? word >> 7 & 31 : 0,
        format.hasRs1() ? word >> 15 & 31 : 0,
        format.hasRs2() ? word >> 20 & 31 : 0,
        immediate(format, word));
  }

  private static int immediate(Format format, int word) {
    return switch (format) {
      // A fence's operands are hints that a machine may ignore.
      case R, FENCE, SYSTEM -> 0;
      case I -> word >> 20;
      case SHIFT -> word >> 20 & 31;
      case MODEL -> word >>> 25;
      case S -> (word >> 25) << 5 | (word >> 7 & 31);
      case B ->
          (word >> 31) << 12
              | (word >> 7 & 1) << 11
              | (word >> 25 & 0x3f) << 5
              | (word >> 8 & 15) << 1;
      case U -> word & 0xffff_f000;
      case J ->
          (word >> 31) << 20
              | (word & 0xff000)
              | (word >> 20 & 1) << 11
              | (word >> 21 & 0x3ff) << 1;
    };
  }
}
