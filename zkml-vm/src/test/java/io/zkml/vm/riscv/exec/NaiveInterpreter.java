package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.elf.Image;
import io.zkml.vm.riscv.elf.Program;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * An interpreter of its own, written from the RISC-V specification: bytes in a map, registers as
 * unsigned numbers, its own decoding. Knows nothing of traps: those are exceptions.
 */
final class NaiveInterpreter {

  /** What the guest did that no program of the specification may do. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String message) {
      super(message);
    }
  }

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);

  private final BigInteger[] x = new BigInteger[32];
  private final Map<BigInteger, Integer> memory = new TreeMap<>();
  private final byte[] input;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private BigInteger pc;
  private int consumed;
  private long cycles;
  private boolean exited;

  NaiveInterpreter(Program program, byte[] input) {
    this.input = input;
    this.pc = unsigned(program.entry());
    Arrays.fill(x, BigInteger.ZERO);
    Image image = program.image();
    for (int i = 0; i < image.size(); i++) {
      BigInteger address = BigInteger.valueOf(4L * image.indices()[i]);
      storeBytes(address, unsigned(image.values()[i]), 4);
    }
  }

  NaiveInterpreter run(long maxCycles) {
    while (!exited) {
      if (cycles++ == maxCycles) {
        throw new Stopped("too long");
      }
      step(loadBytes(pc, 4).intValue());
      x[0] = BigInteger.ZERO;
    }
    return this;
  }

  byte[] output() {
    return output.toByteArray();
  }

  long cycles() {
    return cycles;
  }

  int register(int number) {
    return x[number].intValue();
  }

  private static BigInteger unsigned(int value) {
    return BigInteger.valueOf(value & 0xffff_ffffL);
  }

  private static BigInteger wrap(BigInteger value) {
    return value.mod(WORD);
  }

  private static BigInteger signed(BigInteger value) {
    return BigInteger.valueOf(value.intValue());
  }

  private static int bits(int word, int high, int low) {
    return (word >>> low) & ((1 << (high - low + 1)) - 1);
  }

  private static BigInteger signExtended(int value, int width) {
    boolean negative = bits(value, width - 1, width - 1) == 1;
    BigInteger magnitude = BigInteger.valueOf(value);
    return negative ? magnitude.subtract(BigInteger.ONE.shiftLeft(width)) : magnitude;
  }

  private BigInteger loadBytes(BigInteger address, int count) {
    BigInteger value = BigInteger.ZERO;
    for (int i = count - 1; i >= 0; i--) {
      int octet = memory.getOrDefault(wrap(address.add(BigInteger.valueOf(i))), 0);
      value = value.shiftLeft(8).add(BigInteger.valueOf(octet));
    }
    return value;
  }

  private void storeBytes(BigInteger address, BigInteger value, int count) {
    for (int i = 0; i < count; i++) {
      memory.put(
          wrap(address.add(BigInteger.valueOf(i))), value.shiftRight(8 * i).intValue() & 0xff);
    }
  }

  private void step(int word) {
    int rd = bits(word, 11, 7);
    int funct3 = bits(word, 14, 12);
    BigInteger a = x[bits(word, 19, 15)];
    BigInteger b = x[bits(word, 24, 20)];
    BigInteger immediate = signExtended(bits(word, 31, 20), 12);
    BigInteger next = pc.add(BigInteger.valueOf(4));
    switch (bits(word, 6, 0)) {
      case 0b0110111 -> x[rd] = unsigned(word & ~0xfff);
      case 0b0010111 -> x[rd] = wrap(pc.add(unsigned(word & ~0xfff)));
      case 0b1101111 -> {
        x[rd] = wrap(next);
        next = pc.add(jumpOffset(word));
      }
      case 0b1100111 -> {
        x[rd] = wrap(next);
        next = wrap(a.add(immediate)).clearBit(0);
      }
      case 0b1100011 -> next = holds(funct3, a, b) ? pc.add(branchOffset(word)) : next;
      case 0b0000011 -> x[rd] = wrap(load(funct3, a.add(immediate)));
      case 0b0100011 -> {
        BigInteger offset = signExtended(bits(word, 31, 25) << 5 | rd, 12);
        storeBytes(a.add(offset), b, 1 << funct3);
      }
      case 0b0010011 -> x[rd] = wrap(basic(funct3, a, wrap(immediate), shiftIsArithmetic(word)));
      case 0b0110011 -> {
        if (bits(word, 31, 25) == 1) {
          x[rd] = wrap(multiplication(funct3, a, b));
        } else if (funct3 == 0 && bits(word, 30, 30) == 1) {
          x[rd] = wrap(a.subtract(b));
        } else {
          x[rd] = wrap(basic(funct3, a, b, shiftIsArithmetic(word)));
        }
      }
      case 0b0001111 -> {}
      case 0b1110011 -> call(word);
      default -> throw new Stopped("word " + Integer.toHexString(word));
    }
    pc = wrap(next);
  }

  private static boolean shiftIsArithmetic(int word) {
    return bits(word, 30, 30) == 1;
  }

  private static BigInteger jumpOffset(int word) {
    int offset =
        bits(word, 31, 31) << 20
            | bits(word, 19, 12) << 12
            | bits(word, 20, 20) << 11
            | bits(word, 30, 21) << 1;
    return signExtended(offset, 21);
  }

  private static BigInteger branchOffset(int word) {
    int offset =
        bits(word, 31, 31) << 12
            | bits(word, 7, 7) << 11
            | bits(word, 30, 25) << 5
            | bits(word, 11, 8) << 1;
    return signExtended(offset, 13);
  }

  private static boolean holds(int funct3, BigInteger a, BigInteger b) {
    return switch (funct3) {
      case 0 -> a.equals(b);
      case 1 -> !a.equals(b);
      case 4 -> signed(a).compareTo(signed(b)) < 0;
      case 5 -> signed(a).compareTo(signed(b)) >= 0;
      case 6 -> a.compareTo(b) < 0;
      case 7 -> a.compareTo(b) >= 0;
      default -> throw new Stopped("branch " + funct3);
    };
  }

  private BigInteger load(int funct3, BigInteger address) {
    return switch (funct3) {
      case 0 -> signExtended(loadBytes(address, 1).intValue(), 8);
      case 1 -> signExtended(loadBytes(address, 2).intValue(), 16);
      case 2 -> loadBytes(address, 4);
      case 4 -> loadBytes(address, 1);
      case 5 -> loadBytes(address, 2);
      default -> throw new Stopped("load " + funct3);
    };
  }

  private static BigInteger basic(int funct3, BigInteger a, BigInteger b, boolean arithmetic) {
    int amount = b.intValue() & 31;
    return switch (funct3) {
      case 0 -> a.add(b);
      case 1 -> a.shiftLeft(amount);
      case 2 -> signed(a).compareTo(signed(b)) < 0 ? BigInteger.ONE : BigInteger.ZERO;
      case 3 -> a.compareTo(b) < 0 ? BigInteger.ONE : BigInteger.ZERO;
      case 4 -> a.xor(b);
      case 5 -> (arithmetic ? signed(a) : a).shiftRight(amount);
      case 6 -> a.or(b);
      default -> a.and(b);
    };
  }

  private static BigInteger multiplication(int funct3, BigInteger a, BigInteger b) {
    boolean byZero = b.signum() == 0;
    return switch (funct3) {
      case 0 -> a.multiply(b);
      case 1 -> signed(a).multiply(signed(b)).shiftRight(32);
      case 2 -> signed(a).multiply(b).shiftRight(32);
      case 3 -> a.multiply(b).shiftRight(32);
      case 4 -> byZero ? BigInteger.valueOf(-1) : signed(a).divide(signed(b));
      case 5 -> byZero ? BigInteger.valueOf(-1) : a.divide(b);
      case 6 -> byZero ? a : signed(a).remainder(signed(b));
      default -> byZero ? a : a.remainder(b);
    };
  }

  private void call(int word) {
    if (word != 0x73) {
      throw new Stopped("system instruction");
    }
    int length = x[12].intValue();
    switch (x[17].intValue()) {
      case 63 -> {
        int left = input.length - consumed;
        boolean whole = x[11].intValue() % 4 == 0 && length >= 4 && left >= 4;
        int count = whole ? 4 : Math.min(1, Math.min(length, left));
        for (int i = 0; i < count; i++) {
          storeBytes(
              x[11].add(BigInteger.valueOf(i)), BigInteger.valueOf(input[consumed++] & 0xff), 1);
        }
        x[10] = BigInteger.valueOf(count);
      }
      case 64 -> {
        if (length > 0) {
          output.write(loadBytes(x[11], 1).intValue());
        }
        x[10] = BigInteger.valueOf(Math.min(1, length));
      }
      case 93 -> exited = true;
      default -> throw new Stopped("call " + x[17]);
    }
  }
}
