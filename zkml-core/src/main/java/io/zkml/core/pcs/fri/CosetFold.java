package io.zkml.core.pcs.fri;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import java.util.List;

/**
 * Folding of a leaf: the values of a polynomial P on the coset {@code w^(i + j L)}, j below 2^a, L
 * = 2^(log domain - a), to the value at {@code w^(i 2^a)} of what is left of P after binding its
 * first a variables. One step maps P(x), P(-x) to {@code (1 - r) even(x^2) + r odd(x^2)}.
 */
final class CosetFold {

  private static final long HALF = Goldilocks.inverse(2);

  private final int logDomain;
  private final long inverseRoot;

  /** Folds over the domain of order 2^logDomain. */
  CosetFold(int logDomain) {
    this.logDomain = logDomain;
    this.inverseRoot = Goldilocks.inverse(Goldilocks.rootOfUnity(logDomain));
  }

  /**
   * Folds one leaf; overwrites {@code values}.
   *
   * @param values 2^a values, point j at index j
   * @param leaf i
   * @param challenges at least from + a challenges
   * @param from the challenge of the first step
   */
  Ext3 fold(Ext3[] values, int leaf, List<Ext3> challenges, int from) {
    int arity = Integer.numberOfTrailingZeros(values.length);
    long x = Goldilocks.pow(inverseRoot, leaf);
    long step = Goldilocks.pow(inverseRoot, 1L << (logDomain - arity));
    int round = from;
    for (int half = values.length / 2; half > 0; half /= 2) {
      Ext3 r = challenges.get(round++);
      long inverse = x;
      for (int j = 0; j < half; j++) {
        Ext3 sum = values[j].add(values[j + half]);
        Ext3 odd = values[j].sub(values[j + half]).mul(inverse);
        values[j] = sum.add(r.mul(odd.sub(sum))).mul(HALF);
        inverse = Goldilocks.mul(inverse, step);
      }
      x = Goldilocks.mul(x, x);
      step = Goldilocks.mul(step, step);
    }
    return values[0];
  }

  /** P(w^position) for the message of P in entry order, w of order 2^logDomain. */
  static Ext3 evaluate(List<Ext3> message, int logDomain, int position) {
    Ext3[] table = message.toArray(new Ext3[0]);
    long x = Goldilocks.pow(Goldilocks.rootOfUnity(logDomain), position);
    for (int half = table.length / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        table[j] = table[j].add(table[j + half].mul(x));
      }
      x = Goldilocks.mul(x, x);
    }
    return table[0];
  }
}
