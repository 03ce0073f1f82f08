package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.exec.OtherAccesses;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Register;
import java.util.Arrays;

/** Fills the columns of calls, in the order in which their chips declare them. */
final class CallRows {

  private final Rows rows;
  private final Cells cells;
  private final int[] clk;
  private final int[] first;
  private int column;
  private int access;
  private int other;

  /** Fills pc, clk and the access of a7. */
  CallRows(Rows rows, Cells cells) {
    this.rows = rows;
    this.cells = cells;
    this.clk = rows.clk();
    this.first = rows.firstOthers();
    Code code = rows.code();
    put(rows.perInstruction(code::pc));
    put(clk);
    register(Register.A7.number(), rows.rs1(), rows.column(TraceColumn.RS1_TIME));
  }

  /** Number of the next column. */
  int column() {
    return column;
  }

  /** Fills the next column. */
  void put(int[] values) {
    cells.words(column++, values, rows.count());
  }

  /** The access of a0; its value has a column or not. */
  void descriptor(boolean hasColumn) {
    if (hasColumn) {
      put(rows.rs2());
    }
    register(Register.A0.number(), rows.rs2(), rows.column(TraceColumn.RS2_TIME));
  }

  /** The next argument, its value in a column; returns its values. */
  int[] argument(Register register) {
    int[] values = rows.other(rows.others().befores(), first, other);
    put(values);
    register(register.number(), values, rows.other(rows.others().times(), first, other));
    other++;
    return values;
  }

  /**
   * Entries of a column of the next other access where it is present; {@code absent} elsewhere.
   * Call {@link #memory} or {@link #counter} once all columns are read.
   */
  int[] transfer(int[] of, boolean[] present, int absent) {
    int[] out = new int[rows.count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = present[i] ? of[first[i] + other] : absent;
    }
    return out;
  }

  /** The next other access, of memory, where it is present. */
  void memory(boolean[] present) {
    int[] time = transferTimes(present);
    put(time);
    int at = cells.at(column++);
    for (int i = 0; i < rows.count(); i++) {
      cells.entries()[at + i] = (long) ((clk[i] + access - time[i] - 1) >>> Buses.RANGE_BITS);
    }
    access++;
    other++;
  }

  /**
   * The next other access, of the output's counter, where it is present: a column of its values.
   */
  void counter(boolean[] present) {
    int[] index = transfer(rows.others().befores(), present, 0);
    put(index);
    register(Register.OUTPUT_COUNTER, index, transferTimes(present));
    other++;
  }

  /** Times of the next other access; where it is not present, it was just before. */
  private int[] transferTimes(boolean[] present) {
    OtherAccesses others = rows.others();
    int[] time = new int[rows.count()];
    for (int i = 0; i < time.length; i++) {
      time[i] = present[i] ? others.times()[first[i] + other] : clk[i] + access - 1;
    }
    return time;
  }

  /** The access of the result. */
  void result() {
    register(
        Register.A0.number(), rows.column(TraceColumn.RD_BEFORE), rows.column(TraceColumn.RD_TIME));
  }

  private void register(int register, int[] before, int[] time) {
    int[] number = new int[rows.count()];
    Arrays.fill(number, register);
    rows.refresh(number, before, time, clk, access);
    put(time);
    access++;
  }

  /** The upper limbs of words, as the next column. */
  void upperLimbs(int[] words) {
    cells.upperLimbs(column++, words, rows.count());
  }

  /** Booleans as the next column. */
  void flags(boolean[] flags) {
    int at = cells.at(column++);
    for (int i = 0; i < rows.count(); i++) {
      cells.entries()[at + i] = flags[i] ? 1 : 0;
    }
  }

  /** The four columns of the place of a byte, where one is transferred. */
  void places(int[] address, boolean[] present) {
    for (int place = 0; place < 4; place++) {
      boolean[] here = new boolean[rows.count()];
      for (int i = 0; i < here.length; i++) {
        here[i] = present[i] && (address[i] & 3) == place;
      }
      flags(here);
    }
  }

  /** The index of a word and its upper limb above a floor; the floor where nothing is present. */
  void index(int[] address, boolean[] present, int floor) {
    int[] index = new int[rows.count()];
    int[] above = new int[rows.count()];
    for (int i = 0; i < index.length; i++) {
      index[i] = present[i] ? address[i] >>> 2 : floor;
      above[i] = index[i] - floor;
    }
    put(index);
    upperLimbs(above);
  }

  /** The three lowest bytes of words. */
  void bytes(int[] words) {
    for (int k = 0; k < 3; k++) {
      int[] bytes = new int[rows.count()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (words[i] >>> (8 * k)) & 0xff;
      }
      put(bytes);
    }
  }
}
