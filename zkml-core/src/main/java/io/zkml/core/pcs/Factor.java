package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import java.util.List;

/**
 * One factor of a product weight: the multilinear weight over a run of consecutive variables. The
 * first variable of the run is the most significant index bit.
 */
public sealed interface Factor {

  /** Number of variables of the run. */
  int variables();

  /**
   * The factor's multilinear extension at the {@code variables()} coordinates from {@code from}.
   */
  Ext3 evaluate(List<Ext3> point, int from);

  /** eq(z, .): z has one coordinate a variable; boolean coordinates select a sub-cube. */
  record Eq(List<Ext3> z) implements Factor {

    /** Copies the point. */
    public Eq {
      z = List.copyOf(z);
    }

    @Override
    public int variables() {
      return z.size();
    }

    @Override
    public Ext3 evaluate(List<Ext3> point, int from) {
      Ext3 product = Ext3.ONE;
      for (int i = 0; i < z.size(); i++) {
        Ext3 a = z.get(i);
        Ext3 b = point.get(from + i);
        Ext3 ab = a.mul(b);
        product = product.mul(ab.add(ab).add(Ext3.ONE).sub(a).sub(b));
      }
      return product;
    }
  }

  /** A short explicit vector of 2^variables values, all computed by the verifier. */
  record Explicit(List<Ext3> values) implements Factor {

    /** Copies the values; their number must be a power of two. */
    public Explicit {
      if (Integer.bitCount(values.size()) != 1) {
        throw new IllegalArgumentException("explicit factor of " + values.size() + " values");
      }
      values = List.copyOf(values);
    }

    @Override
    public int variables() {
      return Integer.numberOfTrailingZeros(values.size());
    }

    @Override
    public Ext3 evaluate(List<Ext3> point, int from) {
      Ext3[] table = values.toArray(new Ext3[0]);
      int half = table.length / 2;
      for (int i = from; half > 0; i++, half /= 2) {
        Ext3 r = point.get(i);
        for (int j = 0; j < half; j++) {
          table[j] = table[j].add(r.mul(table[j + half].sub(table[j])));
        }
      }
      return table[0];
    }
  }
}
