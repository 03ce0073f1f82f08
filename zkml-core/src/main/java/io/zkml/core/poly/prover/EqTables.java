package io.zkml.core.poly.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import java.util.List;

/** Tables of eq(point, x) over all x, for provers. */
public final class EqTables {

  private EqTables() {}

  /** The table of 2^point.size() entries; index bits as the point's coordinates. */
  public static ExtVector of(FieldKernels kernels, List<Ext3> point) {
    ExtVector table = new ExtVector(1 << point.size());
    table.set(0, Ext3.ONE);
    int n = 1;
    for (int i = point.size() - 1; i >= 0; i--) {
      kernels.extMulScalar(table, 0, point.get(i), table, n, n);
      kernels.extSub(table, 0, table, n, table, 0, n);
      n *= 2;
    }
    return table;
  }

  /** Turns eq(z_1 ... z_n, .) into eq(z_2 ... z_n, .) in place: the first half of the entries. */
  public static void dropFirst(FieldKernels kernels, ExtVector table, int half) {
    kernels.extAdd(table, 0, table, half, table, 0, half);
  }
}
