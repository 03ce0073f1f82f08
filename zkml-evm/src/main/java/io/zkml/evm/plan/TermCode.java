package io.zkml.evm.plan;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a term: the table of section 6.5.
 *
 * @param r the result's coordinates
 * @param s the sumcheck's coordinates, none without operand b
 */
record TermCode(
    Term term, List<Integer> r, List<Integer> s, Algebra f, Coordinates points, Weights weights) {

  /** The point of a product's first operand. */
  List<Integer> firstPoint() {
    List<Integer> point = new ArrayList<>();
    int y = 0;
    for (int k = 0; k < term.axes().size(); k++) {
      AxisMap axis = term.axes().get(k);
      if (axis instanceof AxisMap.Batch) {
        point.addAll(result(k));
      } else if (axis instanceof AxisMap.Inner i) {
        point.addAll(points.ofIndex(i.aOffset() >> i.log(), i.aLog() - i.log()));
      }
      point.addAll(s.subList(y, y + axis.sumLog()));
      y += axis.sumLog();
    }
    return point;
  }

  /** The weight of a product's second operand. */
  Weighting second() {
    List<Weighting.Part> parts = new ArrayList<>();
    for (int place = 0; place < term.axes().size(); place++) {
      int k = term.bOrder().axis(place);
      AxisMap axis = term.axes().get(k);
      switch (axis) {
        case AxisMap.Free free -> parts.add(new Weighting.Eq(result(k)));
        case AxisMap.Inner inner -> parts.add(new Weighting.Eq(sumPoint(k)));
        case AxisMap.Shared shared -> parts.add(new Weighting.Eq(sumPoint(k)));
        case AxisMap.Window w -> {
          int table = weights.windowShares(window(w, k), sumPoint(k));
          parts.add(new Weighting.Table(table, w.bLog()));
        }
        case AxisMap.Batch b -> {}
        case AxisMap.Gather g -> {}
        case AxisMap.Broadcast b -> {}
        case AxisMap.Sum sum -> throw new IllegalStateException();
      }
    }
    return new Weighting(parts);
  }

  /** The weight of the only operand. */
  Weighting single() {
    List<Weighting.Part> parts = new ArrayList<>();
    for (int k = 0; k < term.axes().size(); k++) {
      switch (term.axes().get(k)) {
        case AxisMap.Batch b -> parts.add(new Weighting.Eq(result(k)));
        case AxisMap.Window w -> parts.add(new Weighting.Map(window(w, k), w.aLog()));
        case AxisMap.Gather g -> parts.add(new Weighting.Map(gather(g, k), g.aLog()));
        case AxisMap.Sum sum -> parts.add(new Weighting.Ones(sum.aLog()));
        case AxisMap.Broadcast b -> {}
        case AxisMap.Free free -> throw new IllegalStateException();
        case AxisMap.Inner inner -> throw new IllegalStateException();
        case AxisMap.Shared shared -> throw new IllegalStateException();
      }
    }
    return new Weighting(parts);
  }

  /** The factor of neither operand. */
  int common() {
    int product = f.one();
    for (int k = 0; k < term.axes().size(); k++) {
      switch (term.axes().get(k)) {
        case AxisMap.Broadcast b ->
            // SOUNDNESS: without the mask a bias would appear in padding, which stays zero.
            product = f.mul(product, points.lessThan(b.outLength(), result(k)));
        case AxisMap.Shared shared ->
            product = f.mul(product, points.eq(result(k), sumPoint(k), f.one()));
        case AxisMap.Gather g when term.b() != null ->
            product = f.mul(product, weights.gatherAt(gather(g, k), sumPoint(k)));
        default -> {}
      }
    }
    return product;
  }

  private IndexMap.Window window(AxisMap.Window w, int axis) {
    return new IndexMap.Window(w, points.eqTable(result(axis)));
  }

  private IndexMap.Gather gather(AxisMap.Gather g, int axis) {
    return new IndexMap.Gather(g, points.eqTable(result(axis)));
  }

  private List<Integer> result(int axis) {
    int start = term.outStarts()[axis];
    return r.subList(start, start + term.axes().get(axis).outLog());
  }

  private List<Integer> sumPoint(int axis) {
    int start = 0;
    for (int k = 0; k < axis; k++) {
      start += term.axes().get(k).sumLog();
    }
    return s.subList(start, start + term.axes().get(axis).sumLog());
  }
}
