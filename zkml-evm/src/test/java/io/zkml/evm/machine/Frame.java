package io.zkml.evm.machine;

import io.zkml.core.hash.Keccak256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** One call: code, stack, memory, gas. */
final class Frame {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger MASK = MODULUS.subtract(BigInteger.ONE);
  private static final BigInteger MAX_SHIFT = BigInteger.valueOf(256);
  private static final BigInteger ADDRESS = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
  private static final int WORD = 32;
  private static final int MAX_MEMORY = 1 << 24;
  private static final int QUADRATIC = 512;
  private static final int WORD_GAS = 3;
  private static final int HASH_WORD_GAS = 6;
  private static final int COLD = 2600;
  private static final int WARM = 100;
  private static final int CALL_RESERVE = 64;

  private final Evm evm;
  private final BigInteger self;
  private final byte[] code;
  private final byte[] calldata;
  private final boolean[] destinations;
  private final BigInteger[] stack = new BigInteger[1024];
  private final Set<BigInteger> warm = new HashSet<>();
  private byte[] memory = new byte[0];
  private byte[] returned = new byte[0];
  private int words;
  private int top;
  private int pc;
  private long gas;

  Frame(Evm evm, BigInteger self, byte[] code, byte[] calldata, long gas) {
    this.evm = evm;
    this.self = self;
    this.code = code;
    this.calldata = calldata;
    this.gas = gas;
    this.destinations = new boolean[code.length];
    warm.add(self);
    for (int i = 0; i < code.length; i++) {
      int op = code[i] & 0xff;
      destinations[i] = op == 0x5b;
      i += op >= 0x60 && op <= 0x7f ? op - 0x5f : 0;
    }
  }

  /** Thrown where execution ends exceptionally; all gas is gone. */
  private static final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1;

    Halt(String message) {
      super(message, null, false, false);
    }
  }

  Evm.Outcome run() {
    try {
      while (true) {
        int op = pc < code.length ? code[pc] & 0xff : 0;
        pc++;
        switch (op) {
          case 0x00 -> {
            return new Evm.Outcome(true, new byte[0], gas);
          }
          case 0xf3, 0xfd -> {
            int at = number();
            byte[] out = read(at, number());
            return new Evm.Outcome(op == 0xf3, out, gas);
          }
          default -> step(op);
        }
      }
    } catch (Halt e) {
      return new Evm.Outcome(false, new byte[0], 0);
    }
  }

  private void step(int op) {
    if (op >= 0x5f && op <= 0x7f) {
      int n = op - 0x5f;
      pay(n == 0 ? 2 : 3);
      push(n == 0 ? BigInteger.ZERO : word(code, pc, n));
      pc += n;
    } else if (op >= 0x80 && op <= 0x8f) {
      pay(3);
      push(stack[top - (op - 0x7f)]);
    } else if (op >= 0x90 && op <= 0x9f) {
      pay(3);
      int other = top - 1 - (op - 0x8f);
      BigInteger x = stack[top - 1];
      stack[top - 1] = stack[other];
      stack[other] = x;
    } else if (op <= 0x1d) {
      arithmetic(op);
    } else {
      other(op);
    }
  }

  private void arithmetic(int op) {
    pay(op == 0x08 || op == 0x09 ? 8 : op == 0x02 || (op >= 0x04 && op <= 0x0b) ? 5 : 3);
    BigInteger a = pop();
    if (op == 0x15 || op == 0x19) {
      push(op == 0x15 ? bool(a.signum() == 0) : MASK.subtract(a));
      return;
    }
    BigInteger b = pop();
    push(
        switch (op) {
          case 0x01 -> a.add(b).and(MASK);
          case 0x02 -> a.multiply(b).and(MASK);
          case 0x03 -> a.subtract(b).and(MASK);
          case 0x04 -> b.signum() == 0 ? b : a.divide(b);
          case 0x06 -> b.signum() == 0 ? b : a.mod(b);
          case 0x08 -> modulo(a.add(b), pop());
          case 0x09 -> modulo(a.multiply(b), pop());
          case 0x0b -> signExtend(a, b);
          case 0x10 -> bool(a.compareTo(b) < 0);
          case 0x11 -> bool(a.compareTo(b) > 0);
          case 0x12 -> bool(signed(a).compareTo(signed(b)) < 0);
          case 0x13 -> bool(signed(a).compareTo(signed(b)) > 0);
          case 0x14 -> bool(a.equals(b));
          case 0x16 -> a.and(b);
          case 0x17 -> a.or(b);
          case 0x18 -> a.xor(b);
          case 0x1a ->
              a.compareTo(BigInteger.valueOf(31)) > 0
                  ? BigInteger.ZERO
                  : b.shiftRight(8 * (31 - a.intValue())).and(BigInteger.valueOf(0xff));
          case 0x1b -> wide(a) ? BigInteger.ZERO : b.shiftLeft(a.intValue()).and(MASK);
          case 0x1c -> wide(a) ? BigInteger.ZERO : b.shiftRight(a.intValue());
          case 0x1d -> signed(b).shiftRight(wide(a) ? 256 : a.intValue()).and(MASK);
          default -> throw new IllegalStateException("opcode " + Integer.toHexString(op));
        });
  }

  private void other(int op) {
    switch (op) {
      case 0x20 -> {
        int at = number();
        byte[] input = read(at, number());
        pay(30 + HASH_WORD_GAS * (long) words(input.length));
        byte[] hash = Keccak256.hash(input);
        evm.hashed(hash, input);
        push(new BigInteger(1, hash));
      }
      case 0x30 -> cheap(self);
      case 0x33 -> cheap(BigInteger.TWO);
      case 0x34 -> cheap(BigInteger.ZERO);
      case 0x35 -> {
        pay(3);
        BigInteger at = pop();
        push(at.bitLength() > 31 ? BigInteger.ZERO : word(calldata, at.intValue(), WORD));
      }
      case 0x36 -> cheap(BigInteger.valueOf(calldata.length));
      case 0x37 -> copy(calldata, 3);
      case 0x38 -> cheap(BigInteger.valueOf(code.length));
      case 0x39 -> copy(code, 3);
      case 0x3b -> {
        BigInteger address = pop().and(ADDRESS);
        access(address);
        push(BigInteger.valueOf(evm.code(address).length));
      }
      case 0x3c -> {
        BigInteger address = pop().and(ADDRESS);
        access(address);
        copy(evm.code(address), 0);
      }
      case 0x3d -> cheap(BigInteger.valueOf(returned.length));
      case 0x3e -> copy(returned, 3);
      case 0x50 -> {
        pay(2);
        pop();
      }
      case 0x51 -> {
        pay(3);
        push(new BigInteger(1, read(number(), WORD)));
      }
      case 0x52 -> {
        pay(3);
        int at = number();
        expand(at, WORD);
        byte[] bytes = pop().toByteArray();
        Arrays.fill(memory, at, at + WORD, (byte) 0);
        int n = Math.min(WORD, bytes.length);
        System.arraycopy(bytes, bytes.length - n, memory, at + WORD - n, n);
      }
      case 0x53 -> {
        pay(3);
        int at = number();
        expand(at, 1);
        memory[at] = pop().byteValue();
      }
      case 0x56 -> {
        pay(8);
        jump(number());
      }
      case 0x57 -> {
        pay(10);
        BigInteger to = pop();
        if (pop().signum() != 0) {
          jump(to.bitLength() > 31 ? code.length : to.intValue());
        }
      }
      case 0x59 -> cheap(BigInteger.valueOf((long) words * WORD));
      case 0x5a -> cheap(BigInteger.valueOf(gas - 2));
      case 0x5b -> pay(1);
      case 0x5e -> {
        int to = number();
        int from = number();
        int n = number();
        pay(3 + WORD_GAS * (long) words(n));
        expand(Math.max(to, from), n);
        System.arraycopy(memory, from, memory, to, n);
      }
      case 0xa0, 0xa1, 0xa2, 0xa3, 0xa4 -> {
        int at = number();
        int n = number();
        read(at, n);
        pay(375L * (op - 0x9f) + 8L * n);
        top -= op - 0xa0;
      }
      case 0xf5 -> create();
      case 0xfa -> call();
      default -> throw new Halt("opcode " + Integer.toHexString(op));
    }
  }

  private void create() {
    pop();
    int at = number();
    byte[] init = read(at, number());
    BigInteger salt = pop();
    pay(32_000 + (HASH_WORD_GAS + 2) * (long) words(init.length));
    byte[] preimage = new byte[85];
    preimage[0] = (byte) 0xff;
    put(self, 20, preimage, 1);
    put(salt, WORD, preimage, 21);
    System.arraycopy(Keccak256.hash(init), 0, preimage, 53, WORD);
    BigInteger address = new BigInteger(1, Keccak256.hash(preimage)).and(ADDRESS);
    evm.create2(address, init);
    pay(200L * evm.code(address).length);
    push(address);
  }

  private void call() {
    BigInteger limit = pop();
    BigInteger to = pop().and(ADDRESS);
    access(to);
    int from = number();
    byte[] input = read(from, number());
    int out = number();
    int n = number();
    expand(out, n);
    long most = gas - gas / CALL_RESERVE;
    long given = limit.bitLength() > 62 ? most : Math.min(most, limit.longValue());
    pay(given);
    Evm.Outcome outcome = evm.call(to, input, given);
    gas += outcome.gasLeft();
    returned = outcome.output();
    System.arraycopy(returned, 0, memory, out, Math.min(n, returned.length));
    push(bool(outcome.success()));
  }

  private void copy(byte[] source, int base) {
    int to = number();
    BigInteger from = pop();
    int n = number();
    pay(base + WORD_GAS * (long) words(n));
    expand(to, n);
    int start = from.bitLength() > 31 ? source.length : Math.min(source.length, from.intValue());
    int have = Math.min(n, source.length - start);
    System.arraycopy(source, start, memory, to, have);
    Arrays.fill(memory, to + have, to + n, (byte) 0);
  }

  private void access(BigInteger address) {
    pay(warm.add(address) ? COLD : WARM);
  }

  private void jump(int to) {
    if (to >= code.length || !destinations[to]) {
      throw new Halt("jump");
    }
    pc = to;
  }

  private void cheap(BigInteger value) {
    pay(2);
    push(value);
  }

  private void pay(long amount) {
    gas -= amount;
    if (gas < 0) {
      throw new Halt("out of gas");
    }
  }

  private void expand(int at, int n) {
    if (n == 0) {
      return;
    }
    int need = words(Math.addExact(at, n));
    if (need > words) {
      if (need > MAX_MEMORY / WORD) {
        throw new Halt("memory");
      }
      pay(memoryGas(need) - memoryGas(words));
      words = need;
      if (memory.length < words * WORD) {
        memory = Arrays.copyOf(memory, Math.max(2 * memory.length, words * WORD));
      }
    }
  }

  private static long memoryGas(long words) {
    return WORD_GAS * words + words * words / QUADRATIC;
  }

  private static int words(int bytes) {
    return (bytes + WORD - 1) / WORD;
  }

  private byte[] read(int at, int n) {
    expand(at, n);
    return n == 0 ? new byte[0] : Arrays.copyOfRange(memory, at, at + n);
  }

  private static BigInteger word(byte[] source, int at, int n) {
    byte[] out = new byte[n];
    if (at < source.length) {
      System.arraycopy(source, at, out, 0, Math.min(n, source.length - at));
    }
    return new BigInteger(1, out);
  }

  private static void put(BigInteger value, int n, byte[] out, int at) {
    for (int i = 0; i < n; i++) {
      out[at + n - 1 - i] = value.shiftRight(8 * i).byteValue();
    }
  }

  private void push(BigInteger value) {
    if (top == stack.length) {
      throw new Halt("stack");
    }
    stack[top++] = value;
  }

  private BigInteger pop() {
    if (top == 0) {
      throw new Halt("stack");
    }
    return stack[--top];
  }

  private int number() {
    BigInteger v = pop();
    if (v.bitLength() > 30) {
      throw new Halt("offset");
    }
    return v.intValue();
  }

  private static BigInteger bool(boolean b) {
    return b ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static boolean wide(BigInteger shift) {
    return shift.compareTo(MAX_SHIFT) >= 0;
  }

  private static BigInteger modulo(BigInteger a, BigInteger n) {
    return n.signum() == 0 ? n : a.mod(n);
  }

  private static BigInteger signed(BigInteger a) {
    return a.testBit(255) ? a.subtract(MODULUS) : a;
  }

  private static BigInteger signExtend(BigInteger byteIndex, BigInteger value) {
    if (byteIndex.compareTo(BigInteger.valueOf(31)) >= 0) {
      return value;
    }
    int bits = 8 * (byteIndex.intValue() + 1);
    BigInteger low = value.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    return low.testBit(bits - 1) ? low.subtract(BigInteger.ONE.shiftLeft(bits)).and(MASK) : low;
  }
}
