package io.zkml.core.contraction;

import io.zkml.core.field.Ext3;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.Weight;
import io.zkml.core.poly.NaiveMle;
import java.util.List;

/** Opening claims evaluated on the committed vectors themselves. */
public final class NaiveClaims {

  private NaiveClaims() {}

  /** The value that a claim should have. */
  public static Ext3 value(OpeningClaim claim, List<long[]> committed) {
    Ext3 sum = Ext3.ZERO;
    for (OpeningClaim.Term t : claim.terms()) {
      int n = t.weight().variables();
      for (int x = 0; x < 1 << n; x++) {
        long entry = committed.get(t.commitment())[Math.toIntExact(t.offset()) + x];
        sum = sum.add(t.coefficient().mul(weight(t.weight(), x, n)).mul(entry));
      }
    }
    return sum;
  }

  /** Whether all claims hold. */
  public static boolean hold(List<OpeningClaim> claims, List<long[]> committed) {
    return claims.stream().allMatch(c -> value(c, committed).equals(c.value()));
  }

  private static Ext3 weight(Weight weight, int index, int variables) {
    Ext3 product = Ext3.ONE;
    int left = variables;
    for (Factor f : weight.factors()) {
      left -= f.variables();
      int own = (index >> left) & ((1 << f.variables()) - 1);
      product =
          product.mul(
              switch (f) {
                case Factor.Eq eq -> NaiveMle.eq(own, eq.z());
                case Factor.Explicit e -> e.values().get(own);
              });
    }
    return product;
  }
}
