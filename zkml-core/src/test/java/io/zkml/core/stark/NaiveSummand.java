package io.zkml.core.stark;

import io.zkml.core.field.Ext3;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.Points;
import java.util.List;
import java.util.function.Function;

/**
 * One segment's summand lead eq F of the zerocheck, as tables over the variables that are not
 * bound.
 */
final class NaiveSummand {

  private final Ext3 lead;
  private final Ext3[] eq;
  private final List<Ext3[]> tables;
  private final Function<List<Ext3>, Ext3> polynomial;

  /** With nothing bound: eq(xi, .), the columns, and F as a function of their values. */
  NaiveSummand(List<Ext3> xi, List<Ext3[]> tables, Function<List<Ext3>, Ext3> polynomial) {
    this(Ext3.ONE, Points.eqTable(xi), tables, polynomial);
  }

  private NaiveSummand(
      Ext3 lead, Ext3[] eq, List<Ext3[]> tables, Function<List<Ext3>, Ext3> polynomial) {
    this.lead = lead;
    this.eq = eq;
    this.tables = tables;
    this.polynomial = polynomial;
  }

  /** With the first of {@code left} variables bound, which may be a leading one. */
  NaiveSummand bound(Ext3 x, int left) {
    if (eq.length < 1 << left) {
      return new NaiveSummand(lead.mul(x), eq, tables, polynomial);
    }
    List<Ext3[]> folded = tables.stream().map(t -> NaiveMle.fold(t, x)).toList();
    return new NaiveSummand(lead, NaiveMle.fold(eq, x), folded, polynomial);
  }

  /** The sum over all variables that are not bound. */
  Ext3 sum() {
    Ext3 sum = Ext3.ZERO;
    for (int i = 0; i < eq.length; i++) {
      int row = i;
      List<Ext3> values = tables.stream().map(t -> t[row]).toList();
      sum = sum.add(eq[i].mul(polynomial.apply(values)));
    }
    return lead.mul(sum);
  }
}
