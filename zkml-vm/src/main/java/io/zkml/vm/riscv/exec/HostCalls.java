package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.isa.Register;
import java.io.ByteArrayOutputStream;

/**
 * The calls a guest can make, with Linux's numbers: {@code read} (63) of the private input on
 * descriptor 0, {@code write} (64) of public output on 1 and of diagnostics on 2, {@code exit}
 * (93).
 *
 * <p>The caller logs a7, a0 and the result; a read or write also accesses a1, a2 and then each word
 * of memory that holds bytes transferred, in order of address. Diagnostics access no memory: they
 * are for the host alone.
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
    long wanted = length & 0xffff_ffffL;
    int count = (int) Math.min(wanted, input.length - consumed);
    checkEnd(address, count);
    for (int done = 0; done < count; ) {
      int index = (address + done) >>> 2;
      state.touch(index);
      int before = state.memory.get(index);
      int after = before;
      int place = address + done & 3;
      for (; place < 4 && done < count; place++, done++) {
        int shift = 8 * place;
        after = (after & ~(0xff << shift)) | (input[consumed++] & 0xff) << shift;
      }
      log.other(Stepper.RAM, index, before, after);
      state.memory.set(index, after);
    }
    return count;
  }

  private int write(int descriptor, int address, int length, AccessLog log) throws TrapException {
    checkEnd(address, length & 0xffff_ffffL);
    if (descriptor == 2) {
      int room = maxOutputBytes - diagnostics.size();
      int kept = (int) Math.min(length & 0xffff_ffffL, room);
      for (int i = 0; i < kept; i++) {
        int word = state.memory.get((address + i) >>> 2);
        diagnostics.write(word >>> (8 * (address + i & 3)));
      }
      return length;
    }
    if (Integer.compareUnsigned(length, maxOutputBytes - output.size()) > 0) {
      throw state.trap(
          TrapKind.OUTPUT_LIMIT, "more than " + maxOutputBytes + " bytes of public output");
    }
    for (int done = 0; done < length; ) {
      int index = (address + done) >>> 2;
      state.touch(index);
      int word = state.memory.get(index);
      log.other(Stepper.RAM, index, word, word);
      for (int place = address + done & 3; place < 4 && done < length; place++, done++) {
        output.write(word >>> (8 * place));
      }
    }
    return length;
  }

  private void checkEnd(int address, long length) throws TrapException {
    if ((address & 0xffff_ffffL) + length > 1L << 32) {
      throw state.trap(TrapKind.ADDRESS, "buffer passes the end of the address space");
    }
  }

  ExecutionResult result() {
    return new ExecutionResult(
        argument(Register.A0), output.toByteArray(), diagnostics.toByteArray(), state.cycles);
  }
}
