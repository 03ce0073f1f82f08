package io.zkml.core.air.check;

import io.zkml.core.air.Bus;
import io.zkml.core.field.Goldilocks;
import java.util.List;

/**
 * A message that is not received as often as it is sent.
 *
 * @param values canonical
 * @param net sum of all multiplicities, canonical and not 0
 * @param origins who put it on the bus, at most {@link TraceChecker#MAX_ORIGINS}
 */
public record UnbalancedMessage(Bus bus, List<Long> values, long net, List<Origin> origins) {

  /** Copies the lists. */
  public UnbalancedMessage {
    values = List.copyOf(values);
    origins = List.copyOf(origins);
  }

  /**
   * One sender or receiver.
   *
   * @param table index of the table, -1 if the message was supplied
   * @param sender chip and label
   * @param row index of the row
   * @param multiplicity canonical
   */
  public record Origin(int table, String sender, int row, long multiplicity) {
    @Override
    public String toString() {
      return Goldilocks.toSigned(multiplicity) + " by " + sender + " (" + table + ":" + row + ")";
    }
  }

  @Override
  public String toString() {
    List<Long> signed = values.stream().map(Goldilocks::toSigned).toList();
    return bus.name() + signed + " has net " + Goldilocks.toSigned(net) + ": " + origins;
  }
}
