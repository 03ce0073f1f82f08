package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.prover.EqTables;
import java.util.List;

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
    int cut = point.size() - low;
    ExtVector table = EqTables.of(kernels, point.subList(cut, point.size()));
    Ext3[] high = Points.eqTable(point.subList(0, cut));
    Ext3[] sums = new Ext3[columns.length << logPieces];
    workers.forEach(
        sums.length,
        i -> {
          int row = (i & ((1 << logPieces) - 1)) << low;
          Ext3 dot = kernels.extDotBase(table, 0, columns[i >>> logPieces], row, 1 << low);
          sums[i] = dot.mul(high[i]);
        });
    Ext3 value = Ext3.ZERO;
    for (Ext3 s : sums) {
      value = value.add(s);
    }
    return value;
  }
}
