package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import java.util.List;

/**
 * A tensor-product weight over the variables of a block: the product of its factors, each over its
 * own run of variables, first factor on the most significant ones.
 */
public record Weight(List<Factor> factors) {

  /** Copies the factors. */
  public Weight {
    factors = List.copyOf(factors);
  }

  /** eq(point, .): the weight of a plain evaluation claim. */
  public static Weight eq(List<Ext3> point) {
    return new Weight(List.of(new Factor.Eq(point)));
  }

  /** Number of variables. */
  public int variables() {
    int n = 0;
    for (Factor f : factors) {
      n += f.variables();
    }
    return n;
  }

  /**
   * The weight's multilinear extension at the {@code variables()} coordinates from {@code from}.
   */
  public Ext3 evaluate(List<Ext3> point, int from) {
    Ext3 product = Ext3.ONE;
    int at = from;
    for (Factor f : factors) {
      product = product.mul(f.evaluate(point, at));
      at += f.variables();
    }
    return product;
  }
}
