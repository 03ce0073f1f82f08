package io.zkml.vm.riscv.chip;

import io.zkml.vm.riscv.isa.Register;
import java.util.Arrays;

/**
 * What rows of {@link BoundaryChips#REFRESH} do. An access of a register checks by one range lookup
 * that the one before was at most 2^16 clocks ago; where it was not, a refresh comes between them,
 * 2^16 clocks ago. It reads the register and leaves it as it is. Filled by one thread.
 */
public final class Refreshes {

  /** Most clocks between two accesses of a register. */
  private static final int REACH = 1 << Buses.RANGE_BITS;

  private int size;
  private int[] registers = new int[16];
  private int[] values = new int[16];
  private int[] before = new int[16];
  private int[] after = new int[16];

  /** The most that a run can need, all of whose accesses come before a clock. */
  public static long most(long lastClk) {
    return Register.CELLS * (lastClk / REACH);
  }

  /** Number of refreshes. */
  public int size() {
    return size;
  }

  /** Refreshes a register if need be; returns the time of the access that {@code clk} finds. */
  int find(int register, int value, int time, int clk) {
    if (Integer.compareUnsigned(time, clk) >= 0 || clk - time <= REACH) {
      return time;
    }
    if (size == registers.length) {
      grow();
    }
    registers[size] = register;
    values[size] = value;
    before[size] = time;
    after[size] = clk - REACH;
    return after[size++];
  }

  private void grow() {
    int length = 2 * size;
    registers = Arrays.copyOf(registers, length);
    values = Arrays.copyOf(values, length);
    before = Arrays.copyOf(before, length);
    after = Arrays.copyOf(after, length);
  }

  /** Fills rows of the chip. */
  public void fill(Cells cells) {
    long[] out = cells.entries();
    int used = cells.at(0);
    Arrays.fill(out, used, used + size, 1);
    cells.words(1, registers, size);
    cells.words(2, values, size);
    cells.words(3, before, size);
    cells.words(4, after, size);
    int upper = cells.at(5);
    for (int i = 0; i < size; i++) {
      out[upper + i] = (long) ((after[i] - before[i] - 1) >>> Buses.RANGE_BITS);
    }
  }
}
