package io.zkml.core.contraction;

import io.zkml.core.field.Ext3;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.Weight;
import io.zkml.core.poly.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights that a term puts on its operands once the result's point r (and, for a product, the
 * sumcheck's point s) is fixed. All are products over the axes, computed from public data.
 */
public final class TermWeights {

  private final Term term;
  private final List<Ext3> r;
  private final List<Ext3> s;
  private final int[] outStarts;

  /**
   * The weights at the given points.
   *
   * @param r the last term.outLog() coordinates of the column's point
   * @param s the last term.sumLog() coordinates of the sumcheck's point; empty for a single operand
   */
  public TermWeights(Term term, List<Ext3> r, List<Ext3> s) {
    this.term = term;
    this.r = r;
    this.s = s;
    this.outStarts = term.outStarts();
  }

  /** The first operand's weight in a term without second operand. */
  public Weight single() {
    List<Factor> factors = new ArrayList<>();
    for (int k = 0; k < outStarts.length; k++) {
      switch (term.axes().get(k)) {
        case AxisMap.Batch b -> factors.add(new Factor.Eq(result(k)));
        case AxisMap.Window w -> factors.add(new Factor.Explicit(windowSum(w, result(k))));
        case AxisMap.Gather g -> factors.add(new Factor.Explicit(gatherSum(g, result(k))));
        case AxisMap.Sum sum -> {
          for (int i = 0; i < sum.aLog(); i++) {
            factors.add(new Factor.Explicit(List.of(Ext3.ONE, Ext3.ONE)));
          }
        }
        case AxisMap.Broadcast b -> {}
        case AxisMap.Free f -> throw new IllegalStateException();
        case AxisMap.Inner i -> throw new IllegalStateException();
        case AxisMap.Shared x -> throw new IllegalStateException();
      }
    }
    return new Weight(factors);
  }

  /** The point at which a product's first operand is evaluated. */
  public List<Ext3> firstPoint() {
    List<Ext3> point = new ArrayList<>();
    int y = 0;
    for (int k = 0; k < outStarts.length; k++) {
      AxisMap axis = term.axes().get(k);
      if (axis instanceof AxisMap.Batch) {
        point.addAll(result(k));
      } else if (axis instanceof AxisMap.Inner i) {
        point.addAll(Points.ofIndex(i.aOffset() >> i.log(), i.aLog() - i.log()));
      }
      point.addAll(s.subList(y, y + axis.sumLog()));
      y += axis.sumLog();
    }
    return point;
  }

  /** The weight of a product's second operand, its factors in the order of b's index bits. */
  public Weight second() {
    int[] sumStarts = sumStarts();
    List<Factor> factors = new ArrayList<>();
    for (int place = 0; place < outStarts.length; place++) {
      int k = term.bOrder().axis(place);
      AxisMap axis = term.axes().get(k);
      List<Ext3> sy = s.subList(sumStarts[k], sumStarts[k] + axis.sumLog());
      switch (axis) {
        case AxisMap.Free f -> factors.add(new Factor.Eq(result(k)));
        case AxisMap.Inner i -> factors.add(new Factor.Eq(sy));
        case AxisMap.Shared x -> factors.add(new Factor.Eq(sy));
        case AxisMap.Window w -> factors.add(new Factor.Explicit(windowAt(w, result(k), sy)));
        case AxisMap.Batch b -> {}
        case AxisMap.Gather g -> {}
        case AxisMap.Broadcast b -> {}
        case AxisMap.Sum sum -> throw new IllegalStateException();
      }
    }
    return new Weight(factors);
  }

  /** The factor of neither operand: masks of broadcasts, eq of shared axes, gathers of products. */
  public Ext3 common() {
    Ext3 product = Ext3.ONE;
    int y = 0;
    for (int k = 0; k < outStarts.length; k++) {
      AxisMap axis = term.axes().get(k);
      int next = term.b() == null ? y : y + axis.sumLog();
      List<Ext3> sy = s.subList(y, next);
      if (axis instanceof AxisMap.Broadcast b) {
        // SOUNDNESS: without the mask a bias would appear in padding positions, which stay zero.
        product = product.mul(Points.lessThan(b.outLength(), result(k)));
      } else if (axis instanceof AxisMap.Shared) {
        product = product.mul(Points.eq(result(k), sy));
      } else if (axis instanceof AxisMap.Gather g && term.b() != null) {
        product = product.mul(gatherAt(g, result(k), sy));
      }
      y = next;
    }
    return product;
  }

  /** The result's coordinates that belong to axis k. */
  private List<Ext3> result(int k) {
    return r.subList(outStarts[k], outStarts[k] + term.axes().get(k).outLog());
  }

  private int[] sumStarts() {
    int[] starts = new int[outStarts.length];
    for (int k = 1; k < starts.length; k++) {
      starts[k] = starts[k - 1] + term.axes().get(k - 1).sumLog();
    }
    return starts;
  }

  /** For every i the sum over o and w of eq(r, o) [source(o, w) = i]. */
  static List<Ext3> windowSum(AxisMap.Window w, List<Ext3> r) {
    Ext3[] eq = Points.eqTable(r);
    Ext3[] sum = new Ext3[1 << w.aLog()];
    Arrays.fill(sum, Ext3.ZERO);
    for (int k = 0; k < w.kernelLength(); k++) {
      for (int o = 0; o < w.outLength(); o++) {
        int i = w.source(o, k);
        if (i >= 0) {
          sum[i] = sum[i].add(eq[o]);
        }
      }
    }
    return Arrays.asList(sum);
  }

  /** For every i the sum over o with indices[o] = i of eq(r, o). */
  static List<Ext3> gatherSum(AxisMap.Gather g, List<Ext3> r) {
    Ext3[] eq = Points.eqTable(r);
    Ext3[] sum = new Ext3[1 << g.aLog()];
    Arrays.fill(sum, Ext3.ZERO);
    for (int o = 0; o < g.indices().size(); o++) {
      int i = g.indices().get(o);
      if (i != IndexList.NONE) {
        sum[i] = sum[i].add(eq[o]);
      }
    }
    return Arrays.asList(sum);
  }

  /** The sum over o of eq(r, o) eq(s, indices[o]). */
  static Ext3 gatherAt(AxisMap.Gather g, List<Ext3> r, List<Ext3> s) {
    Ext3[] eqOut = Points.eqTable(r);
    Ext3[] eqIn = Points.eqTable(s);
    Ext3 sum = Ext3.ZERO;
    for (int o = 0; o < g.indices().size(); o++) {
      int i = g.indices().get(o);
      if (i != IndexList.NONE) {
        sum = sum.add(eqOut[o].mul(eqIn[i]));
      }
    }
    return sum;
  }

  /** For every w the sum over o of eq(r, o) eq(s, source(o, w)). */
  static List<Ext3> windowAt(AxisMap.Window w, List<Ext3> r, List<Ext3> s) {
    Ext3[] eqOut = Points.eqTable(r);
    Ext3[] eqIn = Points.eqTable(s);
    Ext3[] sum = new Ext3[1 << w.bLog()];
    Arrays.fill(sum, Ext3.ZERO);
    for (int k = 0; k < w.kernelLength(); k++) {
      for (int o = 0; o < w.outLength(); o++) {
        int i = w.source(o, k);
        if (i >= 0) {
          sum[k] = sum[k].add(eqOut[o].mul(eqIn[i]));
        }
      }
    }
    return Arrays.asList(sum);
  }
}
