package io.zkml.core.logup;

import io.zkml.core.field.Ext3;
import io.zkml.core.logup.prover.Leaves;
import java.util.Arrays;

/** Leaves from tables. */
final class LeafTables {

  private LeafTables() {}

  /** The first {@code count} fractions of tables of a power of two entries, p in F. */
  static Leaves of(Ext3[] p, Ext3[] q, int count) {
    Leaves leaves = new Leaves(count, Integer.numberOfTrailingZeros(p.length));
    leaves.putNumerators(Arrays.stream(p).mapToLong(Ext3::c0).toArray(), 0, count);
    for (int i = 0; i < count; i++) {
      leaves.denominators().set(i, q[i]);
    }
    return leaves;
  }
}
