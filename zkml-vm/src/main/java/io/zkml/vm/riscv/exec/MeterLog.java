package io.zkml.vm.riscv.exec;

/** Counts the runs of each word of the text, and clock steps. */
final class MeterLog implements AccessLog {

  private final long[] counts;
  private long clockSteps;

  MeterLog(int words) {
    this.counts = new long[words];
  }

  long[] counts() {
    return counts;
  }

  long clockSteps() {
    return clockSteps;
  }

  @Override
  public void begin(int index) {
    counts[index]++;
  }

  @Override
  public void rs1(int register, int value) {
    clockSteps++;
  }

  @Override
  public void rs2(int register, int value) {
    clockSteps++;
  }

  @Override
  public void memory(int address, int before, int after) {
    clockSteps++;
  }

  @Override
  public void other(int space, int address, int before, int after) {
    clockSteps++;
  }

  @Override
  public void skip() {
    clockSteps++;
  }

  @Override
  public void rd(int register, int before, int after) {
    clockSteps++;
  }
}
