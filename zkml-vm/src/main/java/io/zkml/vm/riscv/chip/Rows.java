package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.exec.OtherAccesses;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Code;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Some cycles of a chunk, all of one chip, as dense arrays in order: what fills a range of rows.
 * Arrays are new and belong to the caller.
 */
public final class Rows {

  /** Makes an unsigned word of an int. */
  public static final long MASK = 0xffff_ffffL;

  private final Code code;
  private final TraceChunk chunk;
  private final int[] cycles;
  private final int from;
  private final int count;
  private final Refreshes refreshes;

  /**
   * The cycles at {@code cycles[from]} to {@code cycles[from + count - 1]} of a chunk.
   *
   * @param cycles ascending
   * @param refreshes to which those of these cycles are added
   */
  public Rows(Code code, TraceChunk chunk, int[] cycles, int from, int count, Refreshes refreshes) {
    this.code = code;
    this.chunk = chunk;
    this.cycles = cycles;
    this.from = from;
    this.count = count;
    this.refreshes = refreshes;
  }

  /**
   * Refreshes registers where an access comes too late after the one before.
   *
   * @param time of the access before; overwritten with what the access finds
   * @param clk of the rows
   * @param access number of the access in its row
   */
  void refresh(int[] register, int[] value, int[] time, int[] clk, int access) {
    for (int i = 0; i < count; i++) {
      time[i] = refreshes.find(register[i], value[i], time[i], clk[i] + access);
    }
  }

  /** Number of rows. */
  public int count() {
    return count;
  }

  /** A column of the trace. */
  public int[] column(TraceColumn column) {
    int[] all = chunk.column(column);
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = all[cycles[from + i]];
    }
    return out;
  }

  /** Clocks of the first accesses. */
  public int[] clk() {
    return column(TraceColumn.CLK);
  }

  /** Values of the first register. */
  public int[] rs1() {
    return column(TraceColumn.RS1_VALUE);
  }

  /** Values of the second register. */
  public int[] rs2() {
    return column(TraceColumn.RS2_VALUE);
  }

  /** Results. */
  public int[] result() {
    return column(TraceColumn.RD_AFTER);
  }

  /** Byte addresses of loads and stores. */
  public int[] address() {
    return column(TraceColumn.ADDRESS);
  }

  /** Operations, as in {@link ProgramWords#opcode}. */
  public int[] opcodes() {
    return perInstruction(i -> ProgramWords.opcode(code, i));
  }

  /** Immediates, as in {@link ProgramWords#immediate}. */
  public int[] imm() {
    return perInstruction(i -> ProgramWords.immediate(code, i));
  }

  /** Something that depends on the word of the text alone, given its index. */
  public int[] perInstruction(IntUnaryOperator f) {
    int[] out = column(TraceColumn.INDEX);
    for (int i = 0; i < count; i++) {
      out[i] = f.applyAsInt(out[i]);
    }
    return out;
  }

  /** The text. */
  public Code code() {
    return code;
  }

  /** Accesses that the columns do not hold. */
  public OtherAccesses others() {
    return chunk.others();
  }

  /**
   * Positions in {@link #others} of each row's first access there; rows without one get that of a
   * later row. A row's accesses are consecutive.
   */
  public int[] firstOthers() {
    int[] rows = chunk.others().rows();
    int size = chunk.others().size();
    int[] out = new int[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int cycle = cycles[from + i];
      if (i == 0) {
        at = Arrays.binarySearch(rows, 0, size, cycle);
        at = at < 0 ? -at - 1 : at;
        while (at > 0 && rows[at - 1] == cycle) {
          at--;
        }
      }
      while (at < size && rows[at] < cycle) {
        at++;
      }
      out[i] = at;
    }
    return out;
  }

  /** Entries {@code first[i] + number} of a column of {@link #others}. */
  public int[] other(int[] column, int[] first, int number) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = column[first[i] + number];
    }
    return out;
  }
}
