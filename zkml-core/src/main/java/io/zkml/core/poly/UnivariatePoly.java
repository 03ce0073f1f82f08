package io.zkml.core.poly;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import java.util.Arrays;
import java.util.List;

/**
 * A univariate polynomial over E.
 *
 * @param coefficients c0 to cd
 */
public record UnivariatePoly(List<Ext3> coefficients) {

  /** Copies the list. */
  public UnivariatePoly {
    coefficients = List.copyOf(coefficients);
  }

  /** The polynomial of degree values.length - 1 with s(i) = values[i]. */
  public static UnivariatePoly interpolating(Ext3... values) {
    int n = values.length;
    Ext3[] sum = new Ext3[n];
    Arrays.fill(sum, Ext3.ZERO);
    for (int i = 0; i < n; i++) {
      long[] basis = {1};
      long denominator = 1;
      for (int j = 0; j < n; j++) {
        if (j != i) {
          basis = timesLinear(basis, Goldilocks.fromSigned(-j));
          denominator = Goldilocks.mul(denominator, Goldilocks.fromSigned((long) i - j));
        }
      }
      Ext3 scale = values[i].mul(Goldilocks.inverse(denominator));
      for (int k = 0; k < n; k++) {
        sum[k] = sum[k].add(scale.mul(basis[k]));
      }
    }
    return new UnivariatePoly(Arrays.asList(sum));
  }

  /** The value at x. */
  public Ext3 at(Ext3 x) {
    Ext3 value = Ext3.ZERO;
    for (Ext3 c : coefficients.reversed()) {
      value = value.mul(x).add(c);
    }
    return value;
  }

  private static long[] timesLinear(long[] p, long constant) {
    long[] out = new long[p.length + 1];
    for (int i = 0; i < p.length; i++) {
      out[i] = Goldilocks.add(out[i], Goldilocks.mul(p[i], constant));
      out[i + 1] = Goldilocks.add(out[i + 1], p[i]);
    }
    return out;
  }
}
