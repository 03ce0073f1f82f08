package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.isa.Register;
import java.io.ByteArrayOutputStream;

/**
 * The calls a guest can make, with Linux's numbers: {@code read} (63) of the private input on
 * descriptor 0, {@code write} (64) of public output on 1 and of diagnostics on 2, {@code exit}
 * (93). A read transfers a word, if the buffer is aligned and there is one, or a byte; a write of
 * output transfers a byte: guests loop, as POSIX asks of them. Diagnostics are for the host alone.
 *
 * <p>The caller logs a7, a0 and the result. A read also accesses a1, a2 and the word of memory; a
 * write a1, a2, the word and the counter of the output. Where nothing is transferred the clock
 * counts the accesses of word and counter all the same.
 */
final class HostCalls {

  private static final int READ = 63;
  private static final int WRITE = 64;
  private static final int EXIT = 93;

  private final HartState state;
  private final byte[] input;
  private final int maxOutputBytes;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream diagnostics = new ByteArrayOutputStream();
  private int consumed;

  HostCalls(HartState state, byte[] input, int maxOutputBytes) {
    this.state = state;
    this.input = input;
    this.maxOutputBytes = maxOutputBytes;
  }

  /** Carries out the call that the registers describe; returns the new a0. */
  int call(AccessLog log) throws TrapException {
    int number = argument(Register.A7);
    int a0 = argument(Register.A0);
    return switch (number) {
      case EXIT -> {
        state.exited = true;
        yield a0;
      }
      case READ -> transfer(number, a0, a0 == 0, log);
      case WRITE -> transfer(number, a0, a0 == 1 || a0 == 2, log);
      default ->
          throw state.trap(
              TrapKind.UNKNOWN_CALL,
              "system call " + number + "; known are read (63), write (64) and exit (93)");
    };
  }

  private int transfer(int number, int descriptor, boolean known, AccessLog log)
      throws TrapException {
    if (!known) {
      String name = number == READ ? "read from" : "write to";
      throw state.trap(TrapKind.UNKNOWN_CALL, name + " descriptor " + descriptor);
    }
    int address = argument(Register.A1);
    int length = argument(Register.A2);
    log.other(Stepper.REGISTERS, Register.A1.number(), address, address);
    log.other(Stepper.REGISTERS, Register.A2.number(), length, length);
    return number == READ ? read(address, length, log) : write(descriptor, address, length, log);
  }

  private int argument(Register register) {
    return state.registers[register.number()];
  }

  private int read(int address, int length, AccessLog log) throws TrapException {
    int left = input.length - consumed;
    boolean word = (address & 3) == 0 && Integer.compareUnsigned(length, 4) >= 0 && left >= 4;
    int count = word ? 4 : length != 0 && left > 0 ? 1 : 0;
    if (count == 0) {
      log.skip();
      return 0;
    }
    int index = address >>> 2;
    state.touchData(index);
    int before = state.memory.get(index);
    int after = before;
    for (int place = address & 3; place < (address & 3) + count; place++) {
      int shift = 8 * place;
      after = (after & ~(0xff << shift)) | ((input[consumed++] & 0xff) << shift);
    }
    log.other(Stepper.RAM, index, before, after);
    state.memory.set(index, after);
    return count;
  }

  private int write(int descriptor, int address, int length, AccessLog log) throws TrapException {
    if (descriptor == 2 || length == 0) {
      log.skip();
      log.skip();
      diagnose(address, length);
      return length;
    }
    if (output.size() == maxOutputBytes) {
      throw state.trap(
          TrapKind.OUTPUT_LIMIT, "more than " + maxOutputBytes + " bytes of public output");
    }
    int index = address >>> 2;
    state.touch(index);
    int word = state.memory.get(index);
    log.other(Stepper.RAM, index, word, word);
    log.other(Stepper.REGISTERS, Register.OUTPUT_COUNTER, output.size(), output.size() + 1);
    output.write(word >>> (8 * (address & 3)));
    state.registers[Register.OUTPUT_COUNTER] = output.size();
    return 1;
  }

  private void diagnose(int address, int length) {
    long toEnd = (1L << 32) - (address & 0xffff_ffffL);
    long wanted = Math.min(length & 0xffff_ffffL, toEnd);
    int kept = (int) Math.min(wanted, maxOutputBytes - diagnostics.size());
    for (int i = 0; i < kept; i++) {
      int word = state.memory.get((address + i) >>> 2);
      diagnostics.write(word >>> (8 * ((address + i) & 3)));
    }
  }

  ExecutionResult result() {
    return new ExecutionResult(
        argument(Register.A0), output.toByteArray(), diagnostics.toByteArray(), state.cycles);
  }
}
