package io.zkml.core.poly;

import io.zkml.core.field.Ext3;
import java.util.ArrayList;
import java.util.List;

/**
 * Points of E^n and the small multilinear extensions that a verifier evaluates. Coordinate 0
 * belongs to the most significant index bit.
 */
public final class Points {

  private Points() {}

  /** The last n coordinates: where a table of n variables is evaluated. */
  public static List<Ext3> suffix(List<Ext3> point, int n) {
    return point.subList(point.size() - n, point.size());
  }

  /** The boolean point of an index: {@code bits} coordinates. */
  public static List<Ext3> ofIndex(long index, int bits) {
    List<Ext3> out = new ArrayList<>(bits);
    for (int i = bits - 1; i >= 0; i--) {
      out.add((index >>> i & 1) == 1 ? Ext3.ONE : Ext3.ZERO);
    }
    return out;
  }

  /** eq(index, point): the point's weight on one index of point.size() bits. */
  public static Ext3 eqIndex(long index, List<Ext3> point) {
    Ext3 product = Ext3.ONE;
    int n = point.size();
    for (int i = 0; i < n; i++) {
      Ext3 r = point.get(i);
      product = product.mul((index >>> (n - 1 - i) & 1) == 1 ? r : r.oneMinus());
    }
    return product;
  }

  /** eq(a, b) of two points of equal size. */
  public static Ext3 eq(List<Ext3> a, List<Ext3> b) {
    Ext3 product = Ext3.ONE;
    for (int i = 0; i < a.size(); i++) {
      Ext3 ab = a.get(i).mul(b.get(i));
      product = product.mul(ab.add(ab).add(Ext3.ONE).sub(a.get(i)).sub(b.get(i)));
    }
    return product;
  }

  /** The table eq(point, x) for all x, index bits as the point's coordinates. */
  public static Ext3[] eqTable(List<Ext3> point) {
    Ext3[] table = {Ext3.ONE};
    for (Ext3 r : point) {
      Ext3[] next = new Ext3[2 * table.length];
      for (int i = 0; i < table.length; i++) {
        Ext3 one = table[i].mul(r);
        next[2 * i] = table[i].sub(one);
        next[2 * i + 1] = one;
      }
      table = next;
    }
    return table;
  }

  /** The MLE of the indicator [x below n] at a point; n at most 2^point.size(). */
  public static Ext3 lessThan(long n, List<Ext3> point) {
    int bits = point.size();
    if (n < 0 || n > 1L << bits) {
      throw new IllegalArgumentException("bound " + n + " over " + bits + " bits");
    }
    if (n == 1L << bits) {
      return Ext3.ONE;
    }
    Ext3 sum = Ext3.ZERO;
    Ext3 equal = Ext3.ONE;
    for (int i = 0; i < bits; i++) {
      Ext3 r = point.get(i);
      if ((n >>> (bits - 1 - i) & 1) == 1) {
        sum = sum.add(equal.mul(r.oneMinus()));
        equal = equal.mul(r);
      } else {
        equal = equal.mul(r.oneMinus());
      }
    }
    return sum;
  }

  /** The MLE of the identity x -> x: sum of 2^i times coordinate. */
  public static Ext3 identity(List<Ext3> point) {
    Ext3 sum = Ext3.ZERO;
    for (Ext3 r : point) {
      sum = sum.add(sum).add(r);
    }
    return sum;
  }

  /** The MLE of x [x below n] at a point; n at most 2^point.size(). */
  public static Ext3 identityBelow(long n, List<Ext3> point) {
    int bits = point.size();
    if (n < 0 || n > 1L << bits) {
      throw new IllegalArgumentException("bound " + n + " over " + bits + " bits");
    }
    if (n == 1L << bits) {
      return identity(point);
    }
    Ext3 sum = Ext3.ZERO;
    Ext3 equal = Ext3.ONE;
    long head = 0;
    for (int i = 0; i < bits; i++) {
      Ext3 r = point.get(i);
      int low = bits - 1 - i;
      if ((n >>> low & 1) == 1) {
        Ext3 tail = identity(point.subList(i + 1, bits)).add(Ext3.ofSigned(head));
        sum = sum.add(equal.mul(r.oneMinus()).mul(tail));
        equal = equal.mul(r);
        head += 1L << low;
      } else {
        equal = equal.mul(r.oneMinus());
      }
    }
    return sum;
  }

  /** The MLE of a table of base elements, 2^point.size() of them from an offset. */
  public static Ext3 evaluate(long[] table, int offset, List<Ext3> point) {
    Ext3[] eq = eqTable(point);
    Ext3 sum = Ext3.ZERO;
    for (int i = 0; i < eq.length; i++) {
      long v = table[offset + i];
      if (v != 0) {
        sum = sum.add(eq[i].mul(v));
      }
    }
    return sum;
  }
}
