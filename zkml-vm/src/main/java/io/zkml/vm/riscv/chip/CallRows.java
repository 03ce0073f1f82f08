package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.exec.OtherAccesses;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Code;

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
    past(rows.column(TraceColumn.RS1_TIME));
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
    past(rows.column(TraceColumn.RS2_TIME));
  }

  /** The next argument, its value in a column; returns its values. */
  int[] argument() {
    int[] values = rows.other(rows.others().befores(), first, other);
    put(values);
    past(rows.other(rows.others().times(), first, other));
    other++;
    return values;
  }

  /**
   * Entries of a column of the next other access where it is present; {@code absent} elsewhere.
   * Call {@link #transferred} once all columns are read.
   */
  int[] transfer(int[] of, boolean[] present, int absent) {
    int[] out = new int[rows.count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = present[i] ? of[first[i] + other] : absent;
    }
    return out;
  }

  /** The past of the next other access where it is present; elsewhere it was just before. */
  void transferred(boolean[] present) {
    OtherAccesses others = rows.others();
    int[] time = new int[rows.count()];
    for (int i = 0; i < time.length; i++) {
      time[i] = present[i] ? others.times()[first[i] + other] : clk[i] + access - 1;
    }
    past(time);
    other++;
  }

  /** The access of the result. */
  void result() {
    past(rows.column(TraceColumn.RD_TIME));
  }

  private void past(int[] time) {
    put(time);
    int at = cells.at(column++);
    for (int i = 0; i < rows.count(); i++) {
      cells.entries()[at + i] = (long) ((clk[i] + access - time[i] - 1) >>> Buses.RANGE_BITS);
    }
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
