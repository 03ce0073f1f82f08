package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import java.util.List;

/**
 * The claim that a linear functional of committed entries has a value: {@code sum_t coefficient_t
 * sum_x weight_t(x) v_t[offset_t + x] = value}, v_t the entries of the term's commitment.
 */
public record OpeningClaim(List<Term> terms, Ext3 value) {

  /** Copies the terms. */
  public OpeningClaim {
    terms = List.copyOf(terms);
  }

  /**
   * A weighted sum over one aligned block of 2^n entries, n = weight.variables().
   *
   * @param coefficient public factor
   * @param commitment index of the commitment among those opened together
   * @param offset first entry of the block in that commitment, divisible by 2^n
   * @param weight weight over the block's variables
   */
  public record Term(Ext3 coefficient, int commitment, long offset, Weight weight) {}
}
