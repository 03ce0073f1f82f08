package io.zkml.evm.plan;

import io.zkml.core.field.Goldilocks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arithmetic of a plan program on elements of E. A result that was computed before is not computed
 * again, so equal prefixes and suffixes of weights are shared by whoever asks for them. Lanes are
 * reduced lazily: a sum is plain addition, and how far a register may be above p is known here.
 */
final class Algebra {

  /** Lanes of a subtrahend are at most this multiple of 2^64; the contract adds 4 p. */
  private static final int MAX_SUBTRAHEND = 3;

  private static final int BORROW = 4;

  /** Of a factor. */
  private static final int MAX_FACTOR = 32;

  /** Of a sum: lanes have 85 bits. */
  private static final int MAX_SUM = 1 << 10;

  /** What is computed has lanes a little above 2^64. */
  private static final int COMPUTED = 2;

  /** Longest inner product that does not overflow its lanes. */
  private static final int MAX_DOT = 1 << 12;

  private static final int MAX_U24 = (1 << 24) - 1;

  private final Assembler code;
  private final Map<List<Integer>, Integer> known = new HashMap<>();
  private final Map<Long, Integer> constants = new HashMap<>();
  private final Map<Integer, Integer> bounds = new HashMap<>();
  private final int zero;
  private final int one;

  Algebra(Assembler code) {
    this.code = code;
    this.zero = constant(0);
    this.one = constant(1);
  }

  int zero() {
    return zero;
  }

  int one() {
    return one;
  }

  /** A signed integer. */
  int constant(long signed) {
    return canonical(Goldilocks.fromSigned(signed));
  }

  /** A canonical element of F. */
  int canonical(long value) {
    return constants.computeIfAbsent(
        value,
        v -> {
          int d = code.allocate(1);
          code.arithmetic(Opcode.SMALL, d, List.of(), v);
          return d;
        });
  }

  int mul(int a, int b) {
    if (a == zero || b == zero) {
      return zero;
    }
    if (a == one || b == one) {
      return a == one ? b : a;
    }
    int x = below(a, MAX_FACTOR);
    int y = below(b, MAX_FACTOR);
    return emit(Opcode.MUL, COMPUTED, Math.min(x, y), Math.max(x, y));
  }

  /** a b + c. */
  int mulAdd(int a, int b, int c) {
    if (c == zero) {
      return mul(a, b);
    }
    if (a == zero || b == zero || a == one || b == one) {
      return add(mul(a, b), c);
    }
    int x = below(a, MAX_FACTOR);
    int y = below(b, MAX_FACTOR);
    return emit(Opcode.MULADD, COMPUTED, Math.min(x, y), Math.max(x, y), c);
  }

  int add(int a, int b) {
    if (a == zero || b == zero) {
      return a == zero ? b : a;
    }
    int x = below(a, MAX_SUM / 2);
    int y = below(b, MAX_SUM / 2);
    return emit(Opcode.ADD, bound(x) + bound(y), Math.min(x, y), Math.max(x, y));
  }

  int sub(int a, int b) {
    if (b == zero) {
      return a;
    }
    int x = below(a, MAX_SUM / 2);
    return emit(Opcode.SUB, bound(x) + BORROW, x, below(b, MAX_SUBTRAHEND));
  }

  int oneMinus(int a) {
    return a == zero ? one : a == one ? zero : sub(one, a);
  }

  /** e times eq(a, b) of one coordinate. */
  int eqFactor(int a, int b, int e) {
    if (e == zero) {
      return zero;
    }
    if (a == zero || a == one) {
      return mul(a == one ? b : oneMinus(b), e);
    }
    if (b == zero || b == one) {
      return eqFactor(b, a, e);
    }
    int x = below(a, MAX_SUBTRAHEND);
    int y = below(b, MAX_SUBTRAHEND);
    int factor = below(e, MAX_FACTOR);
    return emit(Opcode.EQFACTOR, COMPUTED, Math.min(x, y), Math.max(x, y), factor);
  }

  /** The same element with lanes below p. */
  int norm(int a) {
    return bound(a) == 1 ? a : emit(Opcode.NORM, 1, a);
  }

  /** Says of a register that was not made here that its lanes may exceed p. */
  int computed(int register) {
    bounds.put(register, COMPUTED);
    return register;
  }

  private int below(int a, int limit) {
    return bound(a) <= limit ? a : emit(Opcode.REDUCE, COMPUTED, a);
  }

  void requireZero(int a, Stage stage) {
    code.op(Opcode.REQUIRE_ZERO, a).u8(stage.code());
  }

  void requireEqual(int a, int b, Stage stage) {
    requireZero(sub(a, b), stage);
  }

  /** sum over i below n of left[i] right[stride i], tables of registers. */
  int dot(int left, int right, int n, int stride) {
    if (n > MAX_DOT) {
      int half = n / 2;
      int rest = dot(left + half, right + stride * half, n - half, stride);
      return add(dot(left, right, half, stride), rest);
    }
    int d = computed(code.allocate(1));
    code.op(Opcode.DOT, d, left, right).u24(n).u24(stride & MAX_U24);
    return d;
  }

  /** Copies a value to a register of a table. */
  void move(int to, int from) {
    code.arithmetic(Opcode.REDUCE, to, List.of(from), 0);
  }

  /** 1, a, a^2, ...: n powers. */
  int[] powers(int a, int n) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      p[i] = i == 0 ? one : mul(p[i - 1], a);
    }
    return p;
  }

  private int bound(int a) {
    return bounds.getOrDefault(a, 1);
  }

  private int emit(Opcode op, int bound, int... sources) {
    Integer[] key = new Integer[sources.length + 1];
    key[0] = op.code();
    for (int i = 0; i < sources.length; i++) {
      key[i + 1] = sources[i];
    }
    List<Integer> expression = Arrays.asList(key);
    Integer found = known.get(expression);
    if (found != null) {
      return found;
    }
    int d = code.allocate(1);
    code.arithmetic(op, d, Arrays.stream(sources).boxed().toList(), 0);
    known.put(expression, d);
    bounds.put(d, bound);
    return d;
  }
}
