package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a product weight after its first variables: at each value of these it is a scalar times a
 * weight over the others.
 */
final class WeightSplit {

  /** Receives the parts of a weight that are not zero. */
  @FunctionalInterface
  interface PartConsumer {
    /**
     * At index {@code high} of the first variables the weight is {@code scalar} times table low.
     */
    void accept(int high, Ext3 scalar, int low);
  }

  private WeightSplit() {}

  /** Cuts after {@code high} variables; low weights are entered into {@code tables}. */
  static void split(Weight weight, int high, LowTables tables, PartConsumer out) {
    List<Factor> factors = weight.factors();
    int left = high;
    int i = 0;
    while (i < factors.size() && factors.get(i).variables() <= left) {
      left -= factors.get(i++).variables();
    }
    List<Factor> top = new ArrayList<>(factors.subList(0, i));
    List<Factor> rest = factors.subList(i, factors.size());
    if (left > 0 && rest.getFirst() instanceof Factor.Explicit e) {
      splitExplicit(LowTables.values(top), e, left, rest.subList(1, rest.size()), tables, out);
      return;
    }
    List<Factor> low = new ArrayList<>(rest);
    if (left > 0 && rest.getFirst() instanceof Factor.Eq e) {
      top.add(new Factor.Eq(e.z().subList(0, left)));
      low.set(0, new Factor.Eq(e.z().subList(left, e.z().size())));
    }
    int id = tables.idOf(new Weight(low));
    Ext3[] scalars = LowTables.values(top);
    for (int u = 0; u < scalars.length; u++) {
      if (!scalars[u].isZero()) {
        out.accept(u, scalars[u], id);
      }
    }
  }

  private static void splitExplicit(
      Ext3[] scalars,
      Factor.Explicit factor,
      int bits,
      List<Factor> rest,
      LowTables tables,
      PartConsumer out) {
    int length = factor.values().size() >>> bits;
    for (int v = 0; v < 1 << bits; v++) {
      List<Ext3> values = factor.values().subList(v * length, (v + 1) * length);
      if (values.stream().allMatch(Ext3::isZero)) {
        continue;
      }
      List<Factor> low = new ArrayList<>();
      low.add(new Factor.Explicit(values));
      low.addAll(rest);
      int id = tables.idOf(new Weight(low));
      for (int u = 0; u < scalars.length; u++) {
        if (!scalars[u].isZero()) {
          out.accept(u << bits | v, scalars[u], id);
        }
      }
    }
  }
}
