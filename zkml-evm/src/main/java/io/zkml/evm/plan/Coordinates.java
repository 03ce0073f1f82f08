package io.zkml.evm.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Multilinear extensions at points whose coordinates are registers: section 2.2 of the protocol.
 * The first coordinate belongs to the most significant bit.
 */
final class Coordinates {

  private final Assembler code;
  private final Algebra f;
  private final Map<List<Integer>, Integer> tables = new HashMap<>();

  Coordinates(Assembler code, Algebra algebra) {
    this.code = code;
    this.f = algebra;
  }

  /** n registers in a row as a point. */
  static List<Integer> array(int first, int n) {
    List<Integer> point = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      point.add(first + i);
    }
    return point;
  }

  static List<Integer> suffix(List<Integer> point, int n) {
    return point.subList(point.size() - n, point.size());
  }

  /** The coordinates of an index. */
  List<Integer> ofIndex(long index, int bits) {
    List<Integer> point = new ArrayList<>(bits);
    for (int i = bits - 1; i >= 0; i--) {
      point.add((index >>> i & 1) == 1 ? f.one() : f.zero());
    }
    return point;
  }

  /**
   * eqIndex(index, point), times a factor; from the first coordinate on, so prefixes are shared.
   */
  int eqIndex(long index, List<Integer> point) {
    int product = f.one();
    for (int i = 0; i < point.size(); i++) {
      int r = point.get(i);
      boolean bit = (index >>> (point.size() - 1 - i) & 1) == 1;
      product = f.mul(product, bit ? r : f.oneMinus(r));
    }
    return product;
  }

  /** e times eq(a, b); from the last coordinate on, so suffixes are shared. */
  int eq(List<Integer> a, List<Integer> b, int e) {
    int product = e;
    for (int i = a.size() - 1; i >= 0; i--) {
      product = f.eqFactor(a.get(i), b.get(i), product);
    }
    return product;
  }

  /** The first register of the table of eqIndex(., point). */
  int eqTable(List<Integer> point) {
    Integer found = tables.get(point);
    if (found != null) {
      return found;
    }
    int n = point.size();
    int d = code.allocate(1 << n);
    for (int i = 0; i < 1 << n; i++) {
      f.computed(d + i);
    }
    code.arithmetic(Opcode.SMALL, d, List.of(), 1);
    expand(d, point);
    tables.put(List.copyOf(point), d);
    return d;
  }

  /** Multiplies a register, the only entry of a table, by the table of eqIndex(., point). */
  void expand(int table, List<Integer> point) {
    code.op(Opcode.EXPAND, table).u8(point.size());
    point.forEach(code::u16);
  }

  int lessThan(long n, List<Integer> point) {
    int bits = point.size();
    if (n == 1L << bits) {
      return f.one();
    }
    int sum = f.zero();
    int equal = f.one();
    for (int i = 0; i < bits && (n & ((1L << (bits - i)) - 1)) != 0; i++) {
      int r = point.get(i);
      if ((n >>> (bits - 1 - i) & 1) == 1) {
        sum = f.add(sum, f.mul(equal, f.oneMinus(r)));
        equal = f.mul(equal, r);
      } else {
        equal = f.mul(equal, f.oneMinus(r));
      }
    }
    return sum;
  }

  int identity(List<Integer> point) {
    int sum = f.zero();
    for (int r : point) {
      sum = f.add(f.add(sum, sum), r);
    }
    return sum;
  }

  int identityBelow(long n, List<Integer> point) {
    int bits = point.size();
    if (n == 1L << bits) {
      return identity(point);
    }
    int sum = f.zero();
    int equal = f.one();
    long head = 0;
    for (int i = 0; i < bits; i++) {
      int r = point.get(i);
      int low = bits - 1 - i;
      if ((n >>> low & 1) == 1) {
        int tail = f.add(identity(point.subList(i + 1, bits)), f.constant(head));
        sum = f.add(sum, f.mul(f.mul(equal, f.oneMinus(r)), tail));
        equal = f.mul(equal, r);
        head += 1L << low;
      } else {
        equal = f.mul(equal, f.oneMinus(r));
      }
    }
    return sum;
  }
}
