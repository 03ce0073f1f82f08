package io.zkml.core.stark;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.NaiveRelation;
import io.zkml.core.contraction.NaiveRelation.Entries;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Ext3;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.UnivariatePoly;
import io.zkml.core.sumcheck.RoundPolynomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The batched contraction sumcheck from its definition: every product as three tables over the
 * sumcheck's variables, every single operand as a constant.
 */
final class NaiveContraction {

  private final List<Relation> relations;
  private final ProductGroups groups;
  private final Entries entries;
  private final List<Ext3> point;
  private final List<Ext3> batch;
  private final List<Product> products = new ArrayList<>();
  private Ext3 constant = Ext3.ZERO;
  private int left;

  /** One product: its summand is lead a b e, each a table. */
  private static final class Product {
    final Term term;
    Ext3[] a;
    Ext3[] b;
    Ext3[] e;
    Ext3 lead;

    Product(Term term, Ext3[] a, Ext3[] b, Ext3[] e, Ext3 lead) {
      this.term = term;
      this.a = a;
      this.b = b;
      this.e = e;
      this.lead = lead;
    }

    Ext3 sum() {
      Ext3 sum = Ext3.ZERO;
      for (int i = 0; i < a.length; i++) {
        sum = sum.add(a[i].mul(b[i]).mul(e[i]));
      }
      return sum.mul(lead);
    }

    Product at(Ext3 x) {
      return new Product(term, NaiveMle.fold(a, x), NaiveMle.fold(b, x), NaiveMle.fold(e, x), lead);
    }
  }

  NaiveContraction(
      List<Relation> relations,
      ProductGroups groups,
      Entries entries,
      List<Ext3> point,
      List<Ext3> batch) {
    this.relations = relations;
    this.groups = groups;
    this.entries = entries;
    this.point = point;
    this.batch = batch;
    this.left = groups.rounds();
    for (int k = 0; k < relations.size(); k++) {
      for (Term t : relations.get(k).terms()) {
        add(k, t);
      }
    }
  }

  private void add(int relation, Term t) {
    List<Ext3> column = Points.suffix(point, relations.get(relation).variables());
    List<Ext3> high = column.subList(0, column.size() - t.outLog());
    List<Ext3> low = Points.suffix(column, t.outLog());
    Ext3 weight =
        batch
            .get(relation)
            .mul(Ext3.ofSigned(t.scale()))
            .mul(NaiveMle.eq(t.rowOffset() >> t.outLog(), high));
    long[] a = entries.apply(t.a());
    if (t.b() == null) {
      Ext3[] sum = {Ext3.ZERO};
      NaiveRelation.walk(t, (o, i, w) -> sum[0] = sum[0].add(NaiveMle.eq(o, low).mul(a[i])));
      constant = constant.add(weight.mul(sum[0]));
      return;
    }
    Tables tables = new Tables(t, low);
    products.add(
        new Product(t, tables.first(a), tables.second(entries.apply(t.b())), tables.eq(), weight));
  }

  /** The tables of one product. */
  private record Tables(Term term, List<Ext3> r) {

    /** Sums over the result's batch indices. */
    Ext3[] first(long[] a) {
      Ext3[] out = zeros();
      first(0, 0, 0, 0, Ext3.ONE, a, out);
      return out;
    }

    private void first(int k, int o, int s, int i, Ext3 weight, long[] a, Ext3[] out) {
      if (k == term.axes().size()) {
        out[s] = out[s].add(weight.mul(a[i]));
        return;
      }
      AxisMap axis = term.axes().get(k);
      List<Ext3> ro = r.subList(o, o + axis.outLog());
      for (int y = 0;
          y < 1 << Math.max(axis.sumLog(), axis instanceof AxisMap.Batch b ? b.log() : 0);
          y++) {
        boolean batch = axis instanceof AxisMap.Batch;
        int index = axis instanceof AxisMap.Inner in ? in.aOffset() + y : y;
        first(
            k + 1,
            o + axis.outLog(),
            (s << axis.sumLog()) + (batch ? 0 : y),
            (i << axis.aLog()) + (axis.aLog() == 0 ? 0 : index),
            batch ? weight.mul(NaiveMle.eq(y, ro)) : weight,
            a,
            out);
      }
    }

    /** Sums over the result's other indices and over those of b. */
    Ext3[] second(long[] b) {
      Ext3[] out = zeros();
      second(0, 0, 0, 0, Ext3.ONE, b, out);
      return out;
    }

    private void second(int k, int o, int s, int w, Ext3 weight, long[] b, Ext3[] out) {
      if (k == term.axes().size()) {
        out[s] = out[s].add(weight.mul(b[w]));
        return;
      }
      AxisMap axis = term.axes().get(k);
      List<Ext3> ro = r.subList(o, o + axis.outLog());
      List<NaiveRelation.Triple> triples =
          axis instanceof AxisMap.Batch
              ? List.of(new NaiveRelation.Triple(0, 0, 0))
              : NaiveRelation.triples(axis);
      for (NaiveRelation.Triple t : triples) {
        boolean weighted = !(axis instanceof AxisMap.Batch || axis instanceof AxisMap.Shared);
        int position = axis instanceof AxisMap.Inner ? t.w() : t.i();
        second(
            k + 1,
            o + axis.outLog(),
            (s << axis.sumLog()) + (axis.sumLog() == 0 ? 0 : position),
            (w << axis.bLog()) + t.w(),
            weighted ? weight.mul(NaiveMle.eq(t.o(), ro)) : weight,
            b,
            out);
      }
    }

    /** eq over the shared axes. */
    Ext3[] eq() {
      Ext3[] out = zeros();
      for (int s = 0; s < out.length; s++) {
        out[s] = Ext3.ONE;
        int o = 0;
        int y = term.sumLog();
        for (AxisMap axis : term.axes()) {
          y -= axis.sumLog();
          if (axis instanceof AxisMap.Shared x) {
            int own = (s >> y) & ((1 << x.log()) - 1);
            out[s] = out[s].mul(NaiveMle.eq(own, r.subList(o, o + x.log())));
          }
          o += axis.outLog();
        }
      }
      return out;
    }

    private Ext3[] zeros() {
      Ext3[] out = new Ext3[1 << term.sumLog()];
      Arrays.fill(out, Ext3.ZERO);
      return out;
    }
  }

  /** The next round's message. */
  List<Ext3> message() {
    Ext3[] values = new Ext3[groups.degree() + 1];
    for (int x = 0; x < values.length; x++) {
      values[x] = at(Ext3.of(x));
    }
    return RoundPolynomial.message(UnivariatePoly.interpolating(values).coefficients());
  }

  private Ext3 at(Ext3 x) {
    Ext3 sum = constant.mul(x);
    for (Product p : products) {
      sum = sum.add(p.term.sumLog() < left ? p.sum().mul(x) : p.at(x).sum());
    }
    return sum;
  }

  /** Binds the round's variable. */
  void bind(Ext3 r) {
    constant = constant.mul(r);
    for (Product p : products) {
      if (p.term.sumLog() < left) {
        p.lead = p.lead.mul(r);
      } else {
        p.a = NaiveMle.fold(p.a, r);
        p.b = NaiveMle.fold(p.b, r);
        p.e = NaiveMle.fold(p.e, r);
      }
    }
    left--;
  }

  /** Values of the committed first operands, in order of the groups. */
  List<Ext3> operands() {
    List<Ext3> out = new ArrayList<>();
    for (ProductGroups.Group g : groups.groups()) {
      Operand operand = g.operand();
      if (!operand.isPublic()) {
        Term first = g.members().getFirst().term();
        for (Product p : products) {
          if (p.term.equals(first)) {
            out.add(p.a[0]);
            break;
          }
        }
      }
    }
    return out;
  }
}
