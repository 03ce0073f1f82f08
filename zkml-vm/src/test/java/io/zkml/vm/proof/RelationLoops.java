package io.zkml.vm.proof;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Virtual columns from their relations, by plain loops over the operands' blocks. */
public final class RelationLoops {

  private final Term term;
  private final long[] a;
  private final long[] b;
  private final long[] column;
  private final long scale;

  private RelationLoops(Term term, long[] a, long[] b, long[] column) {
    this.term = term;
    this.a = a;
    this.b = b;
    this.column = column;
    this.scale = Goldilocks.fromSigned(term.scale());
  }

  /**
   * The column of a relation.
   *
   * @param block entries of an operand, from its first one on
   */
  public static long[] column(Relation relation, Function<Operand, long[]> block) {
    long[] column = new long[1 << relation.variables()];
    for (Term t : relation.terms()) {
      Operand second = t.b();
      long[] b = second == null ? new long[0] : block.apply(second);
      new RelationLoops(t, block.apply(t.a()), b, column).axis(0, 0, 0, 0);
    }
    return column;
  }

  private void axis(int k, int o, int i, int w) {
    if (k == term.axes().size()) {
      int row = Math.toIntExact(term.rowOffset()) + o;
      long x = Goldilocks.mul(scale, a[i]);
      column[row] = Goldilocks.add(column[row], term.b() == null ? x : Goldilocks.mul(x, b[w]));
      return;
    }
    AxisMap axis = term.axes().get(k);
    int outShift = bitsAfter(k, term.outOrder(), AxisMap::outLog);
    int aShift = bitsAfter(k, AxisOrder.listed(term.axes().size()), AxisMap::aLog);
    int bShift = bitsAfter(k, term.bOrder(), AxisMap::bLog);
    for (int[] r : related(axis)) {
      axis(k + 1, o + (r[0] << outShift), i + (r[1] << aShift), w + (r[2] << bShift));
    }
  }

  /** Index bits of the axes that come after axis k in a block. */
  private int bitsAfter(int k, AxisOrder order, ToIntFunction<AxisMap> log) {
    int bits = 0;
    for (int place = order.size() - 1; order.axis(place) != k; place--) {
      bits += log.applyAsInt(term.axes().get(order.axis(place)));
    }
    return bits;
  }

  /** All (o, i, w) of one axis; 0 where a block does not have it. */
  private List<int[]> related(AxisMap axis) {
    List<int[]> out = new ArrayList<>();
    switch (axis) {
      case AxisMap.Batch x -> count(out, 1 << x.log(), 1, 1, 0);
      case AxisMap.Free x -> count(out, 1 << x.log(), 1, 0, 1);
      case AxisMap.Shared x -> count(out, 1 << x.log(), 1, 1, 1);
      case AxisMap.Broadcast x -> count(out, x.outLength(), 1, 0, 0);
      case AxisMap.Sum x -> count(out, 1 << x.aLog(), 0, 1, 0);
      case AxisMap.Inner x -> {
        count(out, 1 << x.log(), 0, 1, 1);
        out.forEach(r -> r[1] += x.aOffset());
      }
      case AxisMap.Gather x -> {
        for (int o = 0; o < x.indices().size(); o++) {
          if (x.indices().get(o) != IndexList.NONE) {
            out.add(new int[] {o, x.indices().get(o), 0});
          }
        }
      }
      case AxisMap.Window x -> {
        for (int o = 0; o < x.outLength(); o++) {
          for (int tap = 0; tap < x.kernelLength(); tap++) {
            int i = x.stride() * o + x.dilation() * tap - x.pad();
            int inside = x.clamp() ? Math.clamp(i, 0, x.aLength() - 1) : i;
            if (inside >= 0 && inside < x.aLength()) {
              out.add(new int[] {o, inside, term.b() == null ? 0 : tap});
            }
          }
        }
      }
    }
    return out;
  }

  private static void count(List<int[]> out, int n, int o, int i, int w) {
    for (int x = 0; x < n; x++) {
      out.add(new int[] {o * x, i * x, w * x});
    }
  }
}
