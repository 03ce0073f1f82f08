package io.zkml.vm.riscv.isa;

import java.util.Optional;

/**
 * The instructions of a text, decoded once: arrays indexed by (pc - start) / 4. A word that is no
 * instruction is an error only when it is reached.
 *
 * <p>Two conventions spare all users a special case. A destination x0 is register {@link
 * Register#SINK}, which nobody reads; x0 itself is never written; a {@code fence} copies it there.
 * An {@code ecall} reads a7 as rs1 and a0 as rs2 and writes a0 as rd.
 */
public final class Code {

  /** Operation number of a word that is no instruction. */
  public static final int UNDECODABLE = Opcode.ALL.size();

  private final int start;
  private final int[] words;
  private final byte[] op;
  private final byte[] rd;
  private final byte[] rs1;
  private final byte[] rs2;
  private final int[] imm;

  private Code(int start, int[] words) {
    this.start = start;
    this.words = words;
    this.op = new byte[words.length];
    this.rd = new byte[words.length];
    this.rs1 = new byte[words.length];
    this.rs2 = new byte[words.length];
    this.imm = new int[words.length];
  }

  /** Decodes the words from address {@code start} on, a multiple of 4; copies them. */
  public static Code of(int start, int[] words) {
    Code code = new Code(start, words.clone());
    for (int i = 0; i < words.length; i++) {
      code.set(i, Decoder.decode(words[i]));
    }
    return code;
  }

  private void set(int i, Optional<Instruction> decoded) {
    if (decoded.isEmpty()) {
      op[i] = (byte) UNDECODABLE;
      return;
    }
    Instruction instruction = decoded.get();
    op[i] = (byte) instruction.opcode().number();
    rd[i] = (byte) instruction.rd();
    rs1[i] = (byte) instruction.rs1();
    rs2[i] = (byte) instruction.rs2();
    imm[i] = instruction.imm();
    if (instruction.rd() == 0
        && (instruction.opcode().format().hasRd() || instruction.opcode() == Opcode.FENCE)) {
      rd[i] = (byte) Register.SINK;
    }
    if (instruction.opcode() == Opcode.ECALL) {
      rs1[i] = (byte) Register.A7.number();
      rs2[i] = (byte) Register.A0.number();
      rd[i] = (byte) Register.A0.number();
    }
  }

  /** Number of words. */
  public int size() {
    return words.length;
  }

  /** Address of the first word. */
  public int start() {
    return start;
  }

  /** Address of word i. */
  public int pc(int i) {
    return start + 4 * i;
  }

  /** Index of the word at an address; -1 if the address is misaligned or outside the text. */
  public int indexOf(int pc) {
    int offset = pc - start;
    return (offset & 3) == 0 && (offset >>> 2) < words.length ? offset >>> 2 : -1;
  }

  /** Word i as it stands in the text. */
  public int word(int i) {
    return words[i];
  }

  /** Operation number of word i: that of its opcode, or {@link #UNDECODABLE}. */
  public int op(int i) {
    return op[i];
  }

  /** Register cell that word i writes, 1 to 32; 0 if it writes none. */
  public int rd(int i) {
    return rd[i];
  }

  /** First register that word i reads. */
  public int rs1(int i) {
    return rs1[i];
  }

  /** Second register that word i reads. */
  public int rs2(int i) {
    return rs2[i];
  }

  /** Immediate of word i, as in {@link Instruction#imm}. */
  public int imm(int i) {
    return imm[i];
  }
}
