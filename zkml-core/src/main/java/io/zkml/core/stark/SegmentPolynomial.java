package io.zkml.core.stark;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.field.Ext3;
import java.util.List;

/**
 * The polynomial F = sum_c a^c C_c + B Num + B^2 Den of one segment: its constraints batched by a,
 * its bus messages batched by their prefix weights.
 *
 * @param a batches constraints
 * @param b keeps constraints, numerators and denominators apart
 * @param slots eq(beta, j) for message slot j
 * @param alpha offset of the denominators
 * @param prefixes weight of every interaction of the segment
 */
public record SegmentPolynomial(
    Chip chip, Ext3 a, Ext3 b, Ext3 alpha, List<Ext3> slots, List<Ext3> prefixes) {

  /** Copies the lists. */
  public SegmentPolynomial {
    slots = List.copyOf(slots);
    prefixes = List.copyOf(prefixes);
  }

  /** F where the columns have these values. */
  public Ext3 evaluate(List<Ext3> columns) {
    Ext3[] node = chip.graph().evaluate(columns);
    Ext3 sum = Ext3.ZERO;
    Ext3 power = Ext3.ONE;
    for (Constraint c : chip.constraints()) {
      sum = sum.add(power.mul(node[c.node()]));
      power = power.mul(a);
    }
    Ext3 numerator = Ext3.ZERO;
    Ext3 denominator = Ext3.ZERO;
    for (int i = 0; i < chip.interactions().size(); i++) {
      Interaction message = chip.interactions().get(i);
      numerator = numerator.add(prefixes.get(i).mul(node[message.numerator()]));
      Ext3 fingerprint = alpha.add(slots.getFirst().mul(message.bus().id()));
      for (int j = 0; j < message.values().size(); j++) {
        fingerprint = fingerprint.add(slots.get(j + 1).mul(node[message.values().get(j)]));
      }
      denominator = denominator.add(prefixes.get(i).mul(fingerprint));
    }
    return sum.add(b.mul(numerator.add(b.mul(denominator))));
  }
}
