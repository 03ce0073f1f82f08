package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.Weight;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.prover.EqTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct weights over the least significant variables that claims are made of, as tables. */
final class LowTables {

  private final FieldKernels kernels;
  private final Map<Weight, Integer> ids = new HashMap<>();
  private final List<ExtVector> tables = new ArrayList<>();

  LowTables(FieldKernels kernels) {
    this.kernels = kernels;
  }

  /** The number of a weight's table; equal weights share one. */
  int idOf(Weight weight) {
    Weight key = merged(weight);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    ids.put(key, tables.size());
    tables.add(table(key));
    return tables.size() - 1;
  }

  private ExtVector table(Weight weight) {
    if (weight.factors().size() == 1 && weight.factors().getFirst() instanceof Factor.Eq eq) {
      return EqTables.of(kernels, eq.z());
    }
    return ExtVector.of(values(weight.factors()));
  }

  /** Table number {@code id}: 2^variables entries. */
  ExtVector get(int id) {
    return tables.get(id);
  }

  /** Number of tables. */
  int count() {
    return tables.size();
  }

  /** The values of a product of factors at all indices. */
  static Ext3[] values(List<Factor> factors) {
    Ext3[] table = {Ext3.ONE};
    for (Factor f : factors) {
      Ext3[] right =
          switch (f) {
            case Factor.Eq eq -> Points.eqTable(eq.z());
            case Factor.Explicit explicit -> explicit.values().toArray(new Ext3[0]);
          };
      table = table.length == 1 && table[0].equals(Ext3.ONE) ? right : outer(table, right);
    }
    return table;
  }

  private static Ext3[] outer(Ext3[] left, Ext3[] right) {
    Ext3[] out = new Ext3[left.length * right.length];
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right.length; j++) {
        out[i * right.length + j] = left[i].mul(right[j]);
      }
    }
    return out;
  }

  /** Joins neighbouring eq factors, so that equal weights are equal objects. */
  private static Weight merged(Weight weight) {
    List<Factor> out = new ArrayList<>();
    for (Factor f : weight.factors()) {
      if (f instanceof Factor.Eq right
          && !out.isEmpty()
          && out.getLast() instanceof Factor.Eq left) {
        List<Ext3> z = new ArrayList<>(left.z());
        z.addAll(right.z());
        out.set(out.size() - 1, new Factor.Eq(z));
      } else {
        out.add(f);
      }
    }
    return new Weight(out);
  }
}
