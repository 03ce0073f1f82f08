package io.zkml.core.contraction;

import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Relations from their definition: for every term, all combinations of one index o, i, w an axis
 * that its axis map relates, and one product for each.
 */
public final class NaiveRelation {

  private NaiveRelation() {}

  /** One related triple of an axis; an index that the axis does not have is 0. */
  public record Triple(int o, int i, int w) {}

  /** All related triples of one axis. */
  public static List<Triple> triples(AxisMap axis) {
    List<Triple> out = new ArrayList<>();
    for (int o = 0; o < 1 << axis.outLog(); o++) {
      for (int i = 0; i < 1 << axis.aLog(); i++) {
        int kernel = axis instanceof AxisMap.Window w ? w.kernelLength() : 1 << axis.bLog();
        for (int w = 0; w < kernel; w++) {
          if (related(axis, o, i, w)) {
            out.add(new Triple(o, i, w));
          }
        }
      }
    }
    return out;
  }

  private static boolean related(AxisMap axis, int o, int i, int w) {
    return switch (axis) {
      case AxisMap.Batch x -> i == o;
      case AxisMap.Free x -> w == o;
      case AxisMap.Inner x -> i == x.aOffset() + w;
      case AxisMap.Shared x -> i == o && w == o;
      case AxisMap.Broadcast x -> o < x.outLength();
      case AxisMap.Sum x -> true;
      case AxisMap.Gather x -> o < x.indices().size() && x.indices().get(o) == i;
      case AxisMap.Window x -> {
        int position = x.stride() * o + x.dilation() * w - x.pad();
        if (x.clamp()) {
          position = Math.max(0, Math.min(x.aLength() - 1, position));
        }
        yield o < x.outLength() && i < x.aLength() && i == position;
      }
    };
  }

  /** The entries of an operand, from its first one. */
  public interface Entries extends Function<Operand, long[]> {}

  /** The column that a relation defines, canonical. */
  public static long[] column(Relation relation, Entries entries) {
    long[] column = new long[1 << relation.variables()];
    for (Term t : relation.terms()) {
      add(t, entries, column);
    }
    return column;
  }

  private static void add(Term term, Entries entries, long[] column) {
    long[] a = entries.apply(term.a());
    Operand second = term.b();
    long @Nullable [] b = second == null ? null : entries.apply(second);
    long scale = Goldilocks.fromSigned(term.scale());
    walk(
        term,
        0,
        0,
        0,
        0,
        (o, i, w) -> {
          int row = Math.toIntExact(term.rowOffset()) + o;
          long product = Goldilocks.mul(scale, b == null ? a[i] : Goldilocks.mul(a[i], b[w]));
          column[row] = Goldilocks.add(column[row], product);
        });
  }

  /** Gets the indices in the blocks of one combination. */
  public interface Visitor {
    /** Result row in the block, entry of a, entry of b. */
    void visit(int o, int i, int w);
  }

  /** Visits every combination of a term. */
  public static void walk(Term term, Visitor visitor) {
    walk(term, 0, 0, 0, 0, visitor);
  }

  private static void walk(Term term, int k, int o, int i, int w, Visitor visitor) {
    if (k == term.axes().size()) {
      visitor.visit(o, i, w);
      return;
    }
    AxisMap axis = term.axes().get(k);
    int oShift = bitsAfter(term, k, term.outOrder(), 0);
    int iShift = bitsAfter(term, k, AxisOrder.listed(term.axes().size()), 1);
    int wShift = bitsAfter(term, k, term.bOrder(), 2);
    for (Triple t : triples(axis)) {
      int nextW = term.b() == null ? 0 : w + (t.w() << wShift);
      walk(term, k + 1, o + (t.o() << oShift), i + (t.i() << iShift), nextW, visitor);
    }
  }

  /** Index bits of the axes that come after axis k in a block: 0 the result's, 1 a's, 2 b's. */
  private static int bitsAfter(Term term, int k, AxisOrder order, int block) {
    int bits = 0;
    for (int place = order.size() - 1; order.axis(place) != k; place--) {
      AxisMap axis = term.axes().get(order.axis(place));
      bits += block == 0 ? axis.outLog() : block == 1 ? axis.aLog() : axis.bLog();
    }
    return bits;
  }
}
