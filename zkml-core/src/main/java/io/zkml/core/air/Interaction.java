package io.zkml.core.air;

import java.util.List;

/**
 * One message that every row of a chip puts on a bus, counted {@code numerator} times (negative:
 * received). Numerator and values are affine in the columns.
 *
 * @param label for diagnostics
 * @param numerator node of the chip's graph
 * @param values nodes of the chip's graph, as many as the bus is wide
 */
public record Interaction(String label, Bus bus, int numerator, List<Integer> values) {

  /** Copies the list; checks the width. */
  public Interaction {
    values = List.copyOf(values);
    // SOUNDNESS: messages of different widths on one bus could be made to collide.
    if (values.size() != bus.width()) {
      throw new IllegalArgumentException(
          label + " has " + values.size() + " values, bus " + bus.name() + " has " + bus.width());
    }
  }
}
