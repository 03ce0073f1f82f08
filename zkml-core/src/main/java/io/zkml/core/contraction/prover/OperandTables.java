package io.zkml.core.contraction.prover;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.poly.Points;
import java.util.Arrays;
import java.util.List;

/**
 * Tables over a product's sumcheck variables: an operand's block with the axes that the result's
 * point r fixes already contracted, axis by axis.
 */
final class OperandTables {

  private final FieldKernels kernels;
  private final List<Ext3> r;
  private final Term term;
  private final int[] outStarts;

  /** For a term whose result block is claimed at r (its last outLog coordinates). */
  OperandTables(FieldKernels kernels, Term term, List<Ext3> r) {
    this.kernels = kernels;
    this.term = term;
    this.r = r;
    this.outStarts = term.outStarts();
  }

  /** A base block: {@code values[offset + index]}. */
  record Block(long[] values, int offset) {}

  /** The first operand: batch axes bound to r, inner axes cut to their range. */
  ExtVector first(Block a, int size) {
    int[] logs = term.axes().stream().mapToInt(AxisMap::aLog).toArray();
    ExtVector table = null;
    long[] base = Arrays.copyOfRange(a.values(), a.offset(), a.offset() + size);
    int outer = 1;
    int rest = size;
    for (int k = 0; k < logs.length; k++) {
      AxisMap axis = term.axes().get(k);
      int n = 1 << logs[k];
      rest /= n;
      if (axis instanceof AxisMap.Batch) {
        ExtVector source = table == null ? ExtVector.ofBase(base) : table;
        table = contract(source, outer, n, rest, eq(k));
      } else if (axis instanceof AxisMap.Inner i && i.log() < i.aLog()) {
        ExtVector source = table == null ? ExtVector.ofBase(base) : table;
        table = slice(source, outer, n, rest, i.aOffset(), 1 << i.log());
        outer <<= i.log();
      } else {
        outer *= n;
      }
    }
    return table == null ? ExtVector.ofBase(base) : table;
  }

  /**
   * The second operand: free axes bound to r, window and gather axes turned into positions of the
   * first; then the axes brought from b's order into the list's.
   */
  ExtVector second(Block b, int size) {
    ExtVector table = null;
    int outer = 1;
    int rest = size;
    for (int place = 0; place < outStarts.length; place++) {
      int k = term.bOrder().axis(place);
      AxisMap axis = term.axes().get(k);
      int n = 1 << axis.bLog();
      rest /= n;
      if (axis instanceof AxisMap.Free) {
        table =
            table == null
                ? contractBase(b, outer, n, rest, eq(k))
                : contract(table, outer, n, rest, eq(k));
      } else if (axis instanceof AxisMap.Window w) {
        table = spread(table == null ? base(b, size) : table, outer, n, rest, w, eq(k));
      } else if (axis instanceof AxisMap.Gather g) {
        table = repeat(table == null ? base(b, size) : table, outer, rest, reach(g, eq(k)));
      }
      outer <<= axis.sumLog();
    }
    return listed(table == null ? base(b, size) : table);
  }

  /** eq(r_k, .) of an axis' own coordinates. */
  private Ext3[] eq(int k) {
    return Points.eqTable(r.subList(outStarts[k], outStarts[k] + term.axes().get(k).outLog()));
  }

  /** eq(r, s) over the shared axes as a table over all sumcheck variables. */
  ExtVector sharedEq() {
    Ext3[] table = {Ext3.ONE};
    for (int k = 0; k < outStarts.length; k++) {
      AxisMap axis = term.axes().get(k);
      Ext3[] factor;
      if (axis instanceof AxisMap.Shared) {
        factor = eq(k);
      } else {
        factor = new Ext3[1 << axis.sumLog()];
        Arrays.fill(factor, Ext3.ONE);
      }
      Ext3[] next = new Ext3[table.length * factor.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = table[i / factor.length].mul(factor[i % factor.length]);
      }
      table = next;
    }
    return ExtVector.of(table);
  }

  /** A table over the summed axes in b's order, in the list's order. */
  private ExtVector listed(ExtVector table) {
    int n = outStarts.length;
    int[] strides = new int[n];
    int stride = 1;
    for (int k = n - 1; k >= 0; k--) {
      strides[k] = stride;
      stride <<= term.axes().get(k).sumLog();
    }
    int[] lengths = new int[n];
    int[] steps = new int[n];
    int used = 0;
    boolean sorted = true;
    int last = Integer.MAX_VALUE;
    for (int place = 0; place < n; place++) {
      int k = term.bOrder().axis(place);
      if (term.axes().get(k).sumLog() > 0) {
        lengths[used] = 1 << term.axes().get(k).sumLog();
        steps[used++] = strides[k];
        sorted &= strides[k] < last;
        last = strides[k];
      }
    }
    return sorted ? table : AxisPermutation.apply(table, lengths, steps, used);
  }

  private static ExtVector base(Block b, int size) {
    return ExtVector.ofBase(Arrays.copyOfRange(b.values(), b.offset(), b.offset() + size));
  }

  /** out[x][z] = sum_y weights[y] in[x][y][z]. */
  private ExtVector contract(ExtVector in, int outer, int n, int inner, Ext3[] weights) {
    ExtVector out = new ExtVector(outer * inner);
    for (int x = 0; x < outer; x++) {
      for (int y = 0; y < n; y++) {
        kernels.extMulScalarAdd(in, (x * n + y) * inner, weights[y], out, x * inner, inner);
      }
    }
    return out;
  }

  private ExtVector contractBase(Block in, int outer, int n, int inner, Ext3[] weights) {
    ExtVector out = new ExtVector(outer * inner);
    for (int x = 0; x < outer; x++) {
      for (int y = 0; y < n; y++) {
        int at = in.offset() + (x * n + y) * inner;
        kernels.baseMulExtScalarAdd(in.values(), at, weights[y], out, x * inner, inner);
      }
    }
    return out;
  }

  private static ExtVector slice(
      ExtVector in, int outer, int n, int inner, int offset, int length) {
    ExtVector out = new ExtVector(outer * length * inner);
    for (int x = 0; x < outer; x++) {
      for (int plane = 0; plane < 3; plane++) {
        System.arraycopy(
            in.plane(plane),
            (x * n + offset) * inner,
            out.plane(plane),
            x * length * inner,
            length * inner);
      }
    }
    return out;
  }

  /** out[x][q][z] = sum_w A_w(q) in[x][w][z], A_w(q) = sum_o eq(r, o) [source(o, w) = q]. */
  private ExtVector spread(ExtVector in, int outer, int n, int inner, AxisMap.Window w, Ext3[] eq) {
    int positions = 1 << w.aLog();
    ExtVector out = new ExtVector(outer * positions * inner);
    for (int k = 0; k < w.kernelLength(); k++) {
      ExtVector reach = new ExtVector(positions);
      for (int o = 0; o < w.outLength(); o++) {
        int q = w.source(o, k);
        if (q >= 0) {
          reach.set(q, reach.get(q).add(eq[o]));
        }
      }
      for (int x = 0; x < outer; x++) {
        spreadRow(in, (x * n + k) * inner, reach, out, x * positions * inner, inner);
      }
    }
    return out;
  }

  /** A(q) = sum_o eq(r, o) [indices[o] = q]. */
  private static ExtVector reach(AxisMap.Gather g, Ext3[] eq) {
    ExtVector reach = new ExtVector(1 << g.aLog());
    for (int o = 0; o < g.indices().size(); o++) {
      int q = g.indices().get(o);
      if (q != IndexList.NONE) {
        reach.set(q, reach.get(q).add(eq[o]));
      }
    }
    return reach;
  }

  /** out[x][q][z] = reach(q) in[x][z]. */
  private ExtVector repeat(ExtVector in, int outer, int inner, ExtVector reach) {
    int positions = reach.length();
    ExtVector out = new ExtVector(outer * positions * inner);
    for (int x = 0; x < outer; x++) {
      spreadRow(in, x * inner, reach, out, x * positions * inner, inner);
    }
    return out;
  }

  private void spreadRow(ExtVector in, int at, ExtVector reach, ExtVector out, int to, int inner) {
    if (inner == 1) {
      kernels.extMulScalarAdd(reach, 0, in.get(at), out, to, reach.length());
      return;
    }
    for (int q = 0; q < reach.length(); q++) {
      Ext3 weight = reach.get(q);
      if (!weight.isZero()) {
        kernels.extMulScalarAdd(in, at, weight, out, to + q * inner, inner);
      }
    }
  }
}
