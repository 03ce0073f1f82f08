package io.zkml.core.air.check;

import io.zkml.core.air.Bus;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that stands on a bus a number of times.
 *
 * @param values as many as the bus is wide, canonical
 * @param multiplicity how often, canonical; p - 1 is one receipt
 */
public record BusMessage(Bus bus, List<Long> values, long multiplicity) {

  /** Copies the values; checks width and range. */
  public BusMessage {
    values = List.copyOf(values);
    if (values.size() != bus.width()) {
      throw new IllegalArgumentException(values.size() + " values on bus " + bus.name());
    }
    for (long v : values) {
      if (!Goldilocks.isCanonical(v)) {
        throw new IllegalArgumentException("a value on bus " + bus.name() + " is not canonical");
      }
    }
    if (!Goldilocks.isCanonical(multiplicity)) {
      throw new IllegalArgumentException("multiplicity on bus " + bus.name());
    }
  }

  /** A message of signed integers, counted a signed number of times. */
  public static BusMessage of(Bus bus, long multiplicity, long... values) {
    List<Long> canonical = new ArrayList<>();
    for (long v : values) {
      canonical.add(Goldilocks.fromSigned(v));
    }
    return new BusMessage(bus, canonical, Goldilocks.fromSigned(multiplicity));
  }
}
