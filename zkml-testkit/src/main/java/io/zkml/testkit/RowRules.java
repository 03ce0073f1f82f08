package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a chip must satisfy in the surroundings of an example: all constraints; looked up
 * messages are in their table; received messages are ones that somebody sends. What it sends, and
 * messages counted otherwise than once, are the prover's.
 */
final class RowRules {

  private static final long ONCE_RECEIVED = Goldilocks.P - 1;

  private final Chip chip;
  private final ChipExample example;
  private final Mutant.@Nullable Slot hidden;
  private final Set<BusMessage> offered = new LinkedHashSet<>();

  RowRules(Chip chip, ChipExample example, Mutant.@Nullable Slot hidden) {
    this.chip = chip;
    this.example = example;
    this.hidden = hidden;
    example.supplied().forEach(this::offer);
    example.offered().forEach(this::offer);
    for (TraceTable partner : example.partners()) {
      for (int r = 0; r < partner.rows(); r++) {
        TraceChecker.messages(partner.chip(), partner.row(r)).forEach(this::offer);
      }
    }
  }

  private void offer(BusMessage m) {
    if (m.multiplicity() != 0 && m.multiplicity() != ONCE_RECEIVED) {
      offered.add(message(m.bus(), m.values()));
    }
  }

  /** A message counted once, without what is hidden. */
  private BusMessage message(Bus bus, List<Long> values) {
    List<Long> seen = values;
    if (hidden != null && hidden.bus().equals(bus)) {
      seen = new ArrayList<>(values);
      seen.set(hidden.index(), 0L);
    }
    return new BusMessage(bus, seen, 1);
  }

  /** Messages that somebody sends. */
  Set<BusMessage> offered() {
    return offered;
  }

  Chip chip() {
    return chip;
  }

  /** A rule that a row breaks, or that it breaks none. */
  sealed interface Finding {
    record None() implements Finding {}

    record Broken(Constraint constraint) implements Finding {}

    record Missing(Interaction lookup, List<Long> values) implements Finding {}

    record NotOffered(Interaction received, List<Long> values) implements Finding {}
  }

  boolean accepts(long[] row) {
    return first(chip.graph().evaluateRow(row)) instanceof Finding.None;
  }

  /** The first rule that a row breaks, given the values of all nodes. */
  Finding first(long[] node) {
    for (Constraint c : chip.constraints()) {
      if (node[c.node()] != 0) {
        return new Finding.Broken(c);
      }
    }
    for (Interaction i : chip.interactions()) {
      long count = node[i.numerator()];
      if (count == 1 || count == ONCE_RECEIVED) {
        List<Long> values = values(i, node);
        ChipExample.Lookup lookup = lookup(i.bus());
        if (lookup != null && count == 1 && !lookup.possible().test(values)) {
          return new Finding.Missing(i, values);
        }
        if (lookup == null
            && count == ONCE_RECEIVED
            && !offered.contains(message(i.bus(), values))) {
          return new Finding.NotOffered(i, values);
        }
      }
    }
    return new Finding.None();
  }

  private static List<Long> values(Interaction i, long[] node) {
    List<Long> out = new ArrayList<>();
    for (int v : i.values()) {
      out.add(node[v]);
    }
    return out;
  }

  ChipExample.@Nullable Lookup lookup(Bus bus) {
    for (ChipExample.Lookup lookup : example.lookups()) {
      if (lookup.bus().equals(bus)) {
        return lookup;
      }
    }
    return null;
  }

  /** What the row says to others: its messages on exact buses that count, in order. */
  List<BusMessage> said(long[] row) {
    return TraceChecker.messages(chip, row).stream()
        .filter(m -> m.multiplicity() != 0 && lookup(m.bus()) == null)
        .toList();
  }
}
