package io.zkml.vm.riscv.exec;

/**
 * Bounds of a run; to reach one is a trap.
 *
 * @param maxCycles instructions
 * @param maxMemoryBytes memory touched, in pages of 64 KiB
 * @param maxOutputBytes public output
 */
public record Limits(long maxCycles, long maxMemoryBytes, int maxOutputBytes) {

  /** 2^36 instructions, 512 MiB, 64 MiB. */
  public static final Limits DEFAULT = new Limits(1L << 36, 1L << 29, 1 << 26);

  /** Refuses negative bounds. */
  public Limits {
    if (maxCycles < 0 || maxMemoryBytes < 0 || maxOutputBytes < 0) {
      throw new IllegalArgumentException("negative limit");
    }
  }

  /** These limits with another bound of instructions. */
  public Limits withCycles(long cycles) {
    return new Limits(cycles, maxMemoryBytes, maxOutputBytes);
  }

  /** These limits with another bound of memory. */
  public Limits withMemoryBytes(long bytes) {
    return new Limits(maxCycles, bytes, maxOutputBytes);
  }

  /** These limits with another bound of output. */
  public Limits withOutputBytes(int bytes) {
    return new Limits(maxCycles, maxMemoryBytes, bytes);
  }
}
