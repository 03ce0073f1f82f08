package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.exec.OtherAccesses;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Code;
import java.util.function.IntUnaryOperator;

/** Fills the columns that {@link Adapter} declares, in its order. */
public final class AdapterRows {

  private final Rows rows;
  private final Cells cells;
  private final int[] clk;
  private int column;
  private int access;

  private AdapterRows(Rows rows, Cells cells) {
    this.rows = rows;
    this.cells = cells;
    this.clk = rows.clk();
  }

  /** Fills the first {@link Operands#columns()} columns of a range of rows. */
  public static void fill(Operands operands, Rows rows, Cells cells) {
    new AdapterRows(rows, cells).fill(operands);
  }

  private void fill(Operands operands) {
    Code code = rows.code();
    put(rows.perInstruction(code::pc));
    put(clk);
    int[] rd = numbers(operands.rd(), code::rd);
    int[] rs1 = numbers(operands.rs1(), code::rs1);
    int[] rs2 = numbers(operands.rs2(), code::rs2);
    if (operands.imm()) {
      put(rows.imm());
    }
    if (operands.rs1()) {
      register(rs1, rows.rs1(), rows.column(TraceColumn.RS1_TIME));
    }
    if (operands.rs2()) {
      register(rs2, rows.rs2(), rows.column(TraceColumn.RS2_TIME));
    }
    words(operands.words());
    if (operands.rd()) {
      register(rd, rows.column(TraceColumn.RD_BEFORE), rows.column(TraceColumn.RD_TIME));
    }
  }

  /** The numbers of a register, in a column if it is there. */
  private int[] numbers(boolean present, IntUnaryOperator number) {
    if (!present) {
      return new int[0];
    }
    int[] numbers = rows.perInstruction(number);
    put(numbers);
    return numbers;
  }

  private void words(int words) {
    if (words > 0) {
      word(rows.column(TraceColumn.WORD_BEFORE), rows.column(TraceColumn.WORD_TIME));
    }
    int[] first = words > 1 ? rows.firstOthers() : new int[0];
    OtherAccesses others = rows.others();
    for (int w = 1; w < words; w++) {
      word(rows.other(others.befores(), first, w - 1), rows.other(others.times(), first, w - 1));
    }
  }

  private void put(int[] values) {
    cells.words(column++, values, rows.count());
  }

  private void register(int[] number, int[] before, int[] time) {
    put(before);
    rows.refresh(number, before, time, clk, access);
    put(time);
    access++;
  }

  private void word(int[] before, int[] time) {
    put(before);
    put(time);
    int at = cells.at(column++);
    long[] out = cells.entries();
    for (int i = 0; i < rows.count(); i++) {
      out[at + i] = (long) ((clk[i] + access - time[i] - 1) >>> Buses.RANGE_BITS);
    }
    access++;
  }
}
