package io.zkml.core.sumcheck;

import io.zkml.core.field.Ext3;
import java.util.ArrayList;
import java.util.List;

/**
 * A sumcheck round's polynomial {@code s(X) = c0 + c1 X + ... + cd X^d} as it is sent: without c1,
 * which the running claim {@code s(0) + s(1)} determines. A message of degree d is the d elements
 * c0, c2, ..., cd.
 */
public final class RoundPolynomial {

  private RoundPolynomial() {}

  /** What is sent of the coefficients c0, c1, ..., cd, d at least 1. */
  public static List<Ext3> message(List<Ext3> coefficients) {
    List<Ext3> sent = new ArrayList<>(coefficients);
    sent.remove(1);
    return sent;
  }

  /** The coefficient c1 = claim - 2 c0 - c2 - ... - cd. */
  public static Ext3 linearCoefficient(Ext3 claim, List<Ext3> sent) {
    Ext3 c1 = claim.sub(sent.getFirst());
    for (Ext3 c : sent) {
      c1 = c1.sub(c);
    }
    return c1;
  }

  /**
   * s(r): the claim of the next round.
   *
   * @param claim s(0) + s(1)
   * @param sent c0, c2, ..., cd, at least c0
   * @param r the round's challenge
   */
  public static Ext3 evaluate(Ext3 claim, List<Ext3> sent, Ext3 r) {
    Ext3 value = Ext3.ZERO;
    for (int i = sent.size() - 1; i >= 1; i--) {
      value = value.add(sent.get(i)).mul(r);
    }
    return value.add(linearCoefficient(claim, sent)).mul(r).add(sent.getFirst());
  }
}
