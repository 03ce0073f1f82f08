package io.zkml.core.poly;

import io.zkml.core.field.Ext3;
import java.util.List;
import java.util.function.LongFunction;

/** Multilinear extensions from their definition: a sum over the whole cube. */
public final class NaiveMle {

  private NaiveMle() {}

  /** eq(index, point): the product of one factor a bit, most significant bit first. */
  public static Ext3 eq(long index, List<Ext3> point) {
    Ext3 product = Ext3.ONE;
    for (int i = 0; i < point.size(); i++) {
      boolean one = (index >> (point.size() - 1 - i)) % 2 == 1;
      product = product.mul(one ? point.get(i) : Ext3.ONE.sub(point.get(i)));
    }
    return product;
  }

  /** The extension of the table x -> value(x) of 2^point.size() entries. */
  public static Ext3 of(LongFunction<Ext3> value, List<Ext3> point) {
    Ext3 sum = Ext3.ZERO;
    for (long x = 0; x < 1L << point.size(); x++) {
      sum = sum.add(eq(x, point).mul(value.apply(x)));
    }
    return sum;
  }

  /** The extension of base entries from an offset. */
  public static Ext3 of(long[] table, int offset, List<Ext3> point) {
    return of(x -> Ext3.of(table[offset + (int) x]), point);
  }

  /** A table with its first variable bound to x. */
  public static Ext3[] fold(Ext3[] table, Ext3 x) {
    int half = table.length / 2;
    Ext3[] out = new Ext3[half];
    for (int i = 0; i < half; i++) {
      out[i] = table[i].mul(Ext3.ONE.sub(x)).add(table[half + i].mul(x));
    }
    return out;
  }
}
