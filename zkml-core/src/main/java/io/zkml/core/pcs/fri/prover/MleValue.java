package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.prover.EqTables;
import java.util.List;
import java.util.function.IntFunction;

/** The MLE of base columns at a point: one inner product a piece with one short table. */
final class MleValue {

  private MleValue() {}

  /**
   * The value at a point whose last coordinates belong to the rows; columns beyond the given ones
   * are zero.
   */
  static Ext3 of(long[][] columns, List<Ext3> point, FieldKernels kernels, Workers workers) {
    int logHeight = Integer.numberOfTrailingZeros(columns[0].length);
    int low = Math.min(ChunkTerms.LOG_CHUNK, logHeight);
    int logPieces = logHeight - low;
    Sum sum = new Sum(point, low, kernels);
    return sum.over(
        columns.length << logPieces,
        i -> sum.piece(columns[i >>> logPieces], (i & ((1 << logPieces) - 1)) << low, i),
        workers);
  }

  /** The same of one array, column behind column of 2^logHeight; entries beyond it are zero. */
  static Ext3 of(
      long[] entries, int logHeight, List<Ext3> point, FieldKernels kernels, Workers workers) {
    int low = Math.min(ChunkTerms.LOG_CHUNK, logHeight);
    Sum sum = new Sum(point, low, kernels);
    int pieces = Math.ceilDiv(entries.length, 1 << low);
    return sum.over(pieces, i -> sum.piece(entries, i << low, i), workers);
  }

  /** Inner products of pieces of 2^low entries. */
  private static final class Sum {
    private final int low;
    private final FieldKernels kernels;
    private final ExtVector table;
    private final Ext3[] high;

    Sum(List<Ext3> point, int low, FieldKernels kernels) {
      int cut = point.size() - low;
      this.low = low;
      this.kernels = kernels;
      this.table = EqTables.of(kernels, point.subList(cut, point.size()));
      this.high = Points.eqTable(point.subList(0, cut));
    }

    /** Piece number {@code index} of all, which begins at an entry of an array. */
    Ext3 piece(long[] entries, int from, int index) {
      int n = Math.min(1 << low, entries.length - from);
      return kernels.extDotBase(table, 0, entries, from, n).mul(high[index]);
    }

    Ext3 over(int pieces, IntFunction<Ext3> piece, Workers workers) {
      Ext3[] values = new Ext3[pieces];
      workers.forEach(pieces, i -> values[i] = piece.apply(i));
      Ext3 value = Ext3.ZERO;
      for (Ext3 v : values) {
        value = value.add(v);
      }
      return value;
    }
  }
}
