package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.isa.Opcode;

/** Sorts the cycles of chunks by the chip that proves them. */
final class TraceKinds {

  private static final int KINDS = InstructionKind.ALL.size();

  /** In place of a kind that depends on an address or a call's number. */
  private static final byte VARIES = -1;

  private final Code code;

  /** The kind of every word of the text. */
  private final byte[] kinds;

  TraceKinds(Code code) {
    this.code = code;
    this.kinds = new byte[code.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = kind(code.op(i));
    }
  }

  private static byte kind(int op) {
    if (op == Code.UNDECODABLE || op == Opcode.EBREAK.number()) {
      return VARIES;
    }
    Opcode opcode = Opcode.ALL.get(op);
    Family family = opcode.family();
    if (family == Family.LOAD || family == Family.STORE || family == Family.ECALL) {
      return VARIES;
    }
    return (byte) InstructionKind.of(opcode, 0, 0).number();
  }

  /**
   * Cycles by kind.
   *
   * @param order cycles, those of one kind together and ascending
   * @param starts where each kind begins in the order; one more entry at the end
   */
  record Sorted(int[] order, int[] starts) {
    int count(int kind) {
      return starts[kind + 1] - starts[kind];
    }
  }

  /** Counts the cycles of every kind. */
  int[] count(TraceChunk chunk) {
    int[] counts = new int[KINDS];
    for (byte kind : kinds(chunk)) {
      counts[kind]++;
    }
    return counts;
  }

  /** Sorts the cycles by kind. */
  Sorted sort(TraceChunk chunk) {
    byte[] of = kinds(chunk);
    int[] starts = new int[KINDS + 1];
    for (byte kind : of) {
      starts[kind + 1]++;
    }
    for (int k = 0; k < KINDS; k++) {
      starts[k + 1] += starts[k];
    }
    int[] next = starts.clone();
    int[] order = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      order[next[of[i]]++] = i;
    }
    return new Sorted(order, starts);
  }

  private byte[] kinds(TraceChunk chunk) {
    int[] index = chunk.column(TraceColumn.INDEX);
    int[] address = chunk.column(TraceColumn.ADDRESS);
    int[] call = chunk.column(TraceColumn.RS1_VALUE);
    byte[] out = new byte[chunk.rows()];
    for (int i = 0; i < out.length; i++) {
      byte kind = kinds[index[i]];
      if (kind == VARIES) {
        Opcode opcode = Opcode.ALL.get(code.op(index[i]));
        kind = (byte) InstructionKind.of(opcode, address[i], call[i]).number();
      }
      out[i] = kind;
    }
    return out;
  }
}
