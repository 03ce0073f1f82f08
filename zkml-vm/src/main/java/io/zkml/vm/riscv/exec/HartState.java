package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.elf.Image;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Register;
import java.util.HexFormat;

/** All that changes while a guest runs, except for what it reads and writes outside. */
final class HartState {

  /** Register cells; {@link Register#SINK} takes what is written to x0. */
  final int[] registers = new int[Register.CELLS];

  final Memory memory;

  /** Address from which on memory may be written. */
  final int dataStart;

  int pc;
  long cycles;
  boolean exited;

  /** The state before the first instruction: registers are zero, memory is the image. */
  HartState(Program program, Limits limits) throws TrapException {
    this.memory = new Memory(limits.maxMemoryBytes());
    this.dataStart = program.dataStart();
    this.pc = program.entry();
    Image image = program.image();
    for (int i = 0; i < image.size(); i++) {
      touch(image.indices()[i]);
      memory.set(image.indices()[i], image.values()[i]);
    }
  }

  /** Makes a word present. */
  void touch(int index) throws TrapException {
    if (!memory.touch(index)) {
      throw trap(
          TrapKind.OUT_OF_MEMORY,
          "address 0x" + HexFormat.of().toHexDigits(4 * index) + " needs more memory than allowed");
    }
  }

  /** Makes a word present that is about to be written. */
  void touchData(int index) throws TrapException {
    int offset = 4 * index - dataStart;
    if (offset < 0) {
      throw trap(
          TrapKind.ADDRESS,
          "address 0x" + HexFormat.of().toHexDigits(4 * index) + " may not be written");
    }
    touch(index);
  }

  /** A trap at the current instruction. */
  TrapException trap(TrapKind kind, String detail) {
    return new TrapException(kind, pc, cycles, detail);
  }
}
