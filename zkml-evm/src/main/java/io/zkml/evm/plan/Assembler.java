package io.zkml.evm.plan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the instructions of a plan program and hands out its registers. A register is one word of
 * the contract's memory: an element of E in three lanes of 85 bits, or 32 raw bytes. Registers are
 * written once and start as zero.
 */
final class Assembler {

  /** Registers below hold what the interpreter itself needs. */
  static final int FIRST_REGISTER = 256;

  /** The plan's count of registers has two bytes; a count that wraps would be overwritten code. */
  private static final int MAX_REGISTERS = (1 << 16) - 1;

  private static final int ABSORB = 1;
  private static final int SQUEEZE = 2;
  private static final int MAX_HEADER = 32;
  private static final int EXT_BYTES = 24;

  private static final int MAX_RUN = (1 << 16) - 1;

  private final Schedule schedule = new Schedule();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int next = FIRST_REGISTER;

  /** The first of n new registers in a row. */
  int allocate(int n) {
    int first = next;
    next = Math.addExact(next, n);
    if (next > MAX_REGISTERS) {
      throw new IllegalArgumentException("the plan needs 2^16 registers or more");
    }
    return first;
  }

  /** The first register that was never handed out. */
  int free() {
    return next;
  }

  /** Arithmetic on registers; may be moved before other arithmetic, not beyond another opcode. */
  void arithmetic(Opcode code, int result, List<Integer> sources, long constant) {
    schedule.add(new Schedule.Operation(code, result, sources, constant));
  }

  /** An opcode and its registers. */
  Assembler op(Opcode code, int... registers) {
    flush();
    u8(code.code());
    for (int r : registers) {
      u16(r);
    }
    return this;
  }

  private void flush() {
    for (Schedule.Run run : schedule.take()) {
      for (int from = 0; from < run.operations().size(); from += MAX_RUN) {
        int to = Math.min(run.operations().size(), from + MAX_RUN);
        u8(run.code().code()).u16(to - from);
        for (Schedule.Operation o : run.operations().subList(from, to)) {
          u16(o.result());
          o.sources().forEach(this::u16);
          if (run.code() == Opcode.SMALL) {
            i64(o.constant());
          }
        }
      }
    }
  }

  Assembler u8(int v) {
    return number(v, Byte.BYTES, v >= 0 && v < 1 << 8);
  }

  Assembler u16(int v) {
    return number(v, Short.BYTES, v >= 0 && v < 1 << 16);
  }

  Assembler u24(int v) {
    return number(v, 3, v >= 0 && v < 1 << 24);
  }

  Assembler i32(int v) {
    return number(v, Integer.BYTES, true);
  }

  Assembler i64(long v) {
    return number(v, Long.BYTES, true);
  }

  Assembler bytes(byte[] data) {
    out.writeBytes(data);
    return this;
  }

  /** What stands between state and data of an absorb, with its length in front. */
  Assembler absorbHeader(String label, long length) {
    u8(2 + label.length() + Long.BYTES);
    label(ABSORB, label);
    return i64(length);
  }

  /** The header of an absorb of n elements. */
  Assembler elementsHeader(String label, int n) {
    return absorbHeader(label, (long) EXT_BYTES * n);
  }

  /** What follows the state in a squeeze, with its length in front. */
  Assembler squeezeHeader(String label) {
    u8(2 + label.length());
    return label(SQUEEZE, label);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private Assembler label(int tag, String label) {
    byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
    if (2 + ascii.length + Long.BYTES > MAX_HEADER) {
      throw new IllegalArgumentException("label " + label + " is too long");
    }
    return u8(tag).u8(ascii.length).bytes(ascii);
  }

  private Assembler number(long v, int bytes, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException(v + " does not fit " + bytes + " bytes");
    }
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (v >>> (Byte.SIZE * i)));
    }
    return this;
  }
}
