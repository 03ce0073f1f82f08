package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;

/**
 * The maximum of k virtual elements: m - x_i is ranged for every i, and the product of all m - x_i
 * is zero, so m equals one of them. The product is cut into factors of degree at most 3 by helper
 * cells t; these need no range: a product in the field is zero exactly if a factor is, and a factor
 * is zero exactly if the integers are equal.
 */
public final class MaxChip {

  /** Index of the maximum's column; helper cells follow, then the elements. */
  public static final int RESULT = 0;

  private MaxChip() {}

  /** Number of helper cells for k elements. */
  public static int helpers(int elements) {
    return elements <= 3 ? 0 : (elements - 2) / 2;
  }

  /** Index of the column of element e among k. */
  public static int element(int elements, int e) {
    return 1 + helpers(elements) + e;
  }

  /** The chip for windows of k elements. */
  public static Chip chip(int elements) {
    return chip(elements, false);
  }

  /** The chip for minima of k elements: the same with all differences negated. */
  public static Chip least(int elements) {
    return chip(elements, true);
  }

  private static Chip chip(int elements, boolean least) {
    ConstraintBuilder b = new ConstraintBuilder((least ? "min of " : "max of ") + elements);
    Expr m = b.committed("m");
    List<Expr> t = new ArrayList<>();
    for (int i = 0; i < helpers(elements); i++) {
      t.add(b.committed("t" + i));
    }
    List<Expr> difference = new ArrayList<>();
    for (int e = 0; e < elements; e++) {
      Expr x = b.virtual("x" + e);
      Expr d = least ? x.minus(m) : m.minus(x);
      difference.add(d);
      b.send((least ? "m not above x" : "m not below x") + e, RangeTable.BUS, d);
    }
    int used = first(elements);
    Expr product = product(difference.subList(0, used));
    for (int i = 0; i < t.size(); i++) {
      b.zero("t" + i, t.get(i).minus(product));
      product = t.get(i).times(product(difference.subList(used, used + 2)));
      used += 2;
    }
    b.zero("m is an element", product);
    return b.build();
  }

  /**
   * The committed columns.
   *
   * @param m maxima, signed
   * @param elements one array an element, signed
   * @param least whether they are minima
   */
  public static long[][] columns(long[] m, List<long[]> elements, boolean least) {
    int helpers = helpers(elements.size());
    long[][] columns = new long[1 + helpers][m.length];
    columns[RESULT] = m;
    int sign = least ? -1 : 1;
    long[] x = new long[elements.size()];
    long[] t = new long[helpers];
    for (int i = 0; i < m.length; i++) {
      for (int e = 0; e < x.length; e++) {
        x[e] = Goldilocks.fromSigned(sign * elements.get(e)[i]);
      }
      fillHelpers(Goldilocks.fromSigned(sign * m[i]), x, t);
      for (int h = 0; h < helpers; h++) {
        columns[1 + h][i] = Goldilocks.toSigned(t[h]);
      }
    }
    return columns;
  }

  /** Values of the helper cells in one row. */
  public static void fillHelpers(long m, long[] x, long[] helpers) {
    int used = first(x.length);
    long product = 1;
    for (int e = 0; e < used; e++) {
      product = Goldilocks.mul(product, Goldilocks.sub(m, x[e]));
    }
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = product;
      for (int e = used; e < used + 2; e++) {
        product = Goldilocks.mul(product, Goldilocks.sub(m, x[e]));
      }
      used += 2;
    }
  }

  /** Factors of the first product: the others come in pairs. */
  private static int first(int elements) {
    return elements - 2 * helpers(elements);
  }

  private static Expr product(List<Expr> factors) {
    Expr p = factors.getFirst();
    for (Expr f : factors.subList(1, factors.size())) {
      p = p.times(f);
    }
    return p;
  }
}
