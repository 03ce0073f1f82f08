package io.zkml.vm.riscv.exec;

import java.util.Arrays;

/**
 * Accesses besides rs1, rs2, the first word of memory and rd, in order of the clock. The arrays
 * count up to {@link #size} and are not to be changed.
 */
public final class OtherAccesses {

  private int size;
  private int[] rows = new int[16];
  private int[] clks = new int[16];
  private int[] spaces = new int[16];
  private int[] addresses = new int[16];
  private int[] befores = new int[16];
  private int[] afters = new int[16];
  private int[] times = new int[16];

  OtherAccesses() {}

  /** Number of accesses. */
  public int size() {
    return size;
  }

  /** Row of the chunk to which the access belongs. */
  public int[] rows() {
    return rows;
  }

  /** Clock of the access. */
  public int[] clks() {
    return clks;
  }

  /** 0: registers, 1: memory. */
  public int[] spaces() {
    return spaces;
  }

  /** Number of the register, or index of the word. */
  public int[] addresses() {
    return addresses;
  }

  /** Value before. */
  public int[] befores() {
    return befores;
  }

  /** Value after: the same, if the access only reads. */
  public int[] afters() {
    return afters;
  }

  /** Clock of the same cell's access before; 0 if there was none. */
  public int[] times() {
    return times;
  }

  void add(int row, int clk, int space, int address, int before, int after, int time) {
    if (size == rows.length) {
      grow();
    }
    rows[size] = row;
    clks[size] = clk;
    spaces[size] = space;
    addresses[size] = address;
    befores[size] = before;
    afters[size] = after;
    times[size] = time;
    size++;
  }

  private void grow() {
    int length = 2 * size;
    rows = Arrays.copyOf(rows, length);
    clks = Arrays.copyOf(clks, length);
    spaces = Arrays.copyOf(spaces, length);
    addresses = Arrays.copyOf(addresses, length);
    befores = Arrays.copyOf(befores, length);
    afters = Arrays.copyOf(afters, length);
    times = Arrays.copyOf(times, length);
  }
}
