package io.zkml.core.air.check;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks a trace against its chips from their definition, row by row: for tests and for finding out
 * why a trace cannot be proven. No verifier runs it. Time and memory grow with the number of
 * messages.
 */
public final class TraceChecker {

  /** Most origins that are kept of an unbalanced message. */
  public static final int MAX_ORIGINS = 16;

  /** Most violations, and most unbalanced messages, that a report holds. */
  public static final int MAX_REPORTED = 1000;

  private TraceChecker() {}

  /**
   * Everything that is wrong with a set of tables.
   *
   * @param tables all tables that share buses
   * @param supplied messages that the verifier puts on the buses itself
   */
  public static TraceReport check(List<TraceTable> tables, List<BusMessage> supplied) {
    List<ConstraintViolation> violations = new ArrayList<>();
    for (TraceTable table : tables) {
      addViolations(table, violations);
    }
    return new TraceReport(violations, unbalanced(tables, supplied));
  }

  /** The broken constraints of one table, at most {@link #MAX_REPORTED}. */
  public static List<ConstraintViolation> violations(TraceTable table) {
    List<ConstraintViolation> out = new ArrayList<>();
    addViolations(table, out);
    return out;
  }

  /** The broken constraints of one row; {@code values} has one canonical value a column. */
  public static List<ConstraintViolation> violations(Chip chip, int row, long[] values) {
    List<ConstraintViolation> out = new ArrayList<>();
    long[] node = chip.graph().evaluateRow(values);
    for (Constraint c : chip.constraints()) {
      if (node[c.node()] != 0) {
        out.add(new ConstraintViolation(chip, c, row, boxed(values), node[c.node()]));
      }
    }
    return out;
  }

  /** What one row puts on the buses, interaction by interaction, multiplicities 0 included. */
  public static List<BusMessage> messages(Chip chip, long[] values) {
    List<BusMessage> out = new ArrayList<>();
    long[] node = chip.graph().evaluateRow(values);
    for (Interaction i : chip.interactions()) {
      List<Long> content = new ArrayList<>();
      for (int v : i.values()) {
        content.add(node[v]);
      }
      out.add(new BusMessage(i.bus(), content, node[i.numerator()]));
    }
    return out;
  }

  /** The messages that do not cancel, at most {@link #MAX_REPORTED}. */
  public static List<UnbalancedMessage> unbalanced(
      List<TraceTable> tables, List<BusMessage> supplied) {
    List<Entry> entries = new ArrayList<>();
    for (int t = 0; t < tables.size(); t++) {
      addEntries(t, tables.get(t), entries);
    }
    for (int i = 0; i < supplied.size(); i++) {
      BusMessage m = supplied.get(i);
      add(entries, m, new UnbalancedMessage.Origin(-1, "verifier", i, m.multiplicity()));
    }
    entries.sort(Comparator.comparing(Entry::message, TraceChecker::compareContent));
    return sums(entries);
  }

  private record Entry(BusMessage message, UnbalancedMessage.Origin origin) {}

  private static void addViolations(TraceTable table, List<ConstraintViolation> out) {
    for (int r = 0; r < table.rows() && out.size() < MAX_REPORTED; r++) {
      List<ConstraintViolation> found = violations(table.chip(), r, table.row(r));
      out.addAll(found.subList(0, Math.min(found.size(), MAX_REPORTED - out.size())));
    }
  }

  private static void addEntries(int index, TraceTable table, List<Entry> out) {
    Chip chip = table.chip();
    for (int r = 0; r < table.rows(); r++) {
      List<BusMessage> messages = messages(chip, table.row(r));
      for (int i = 0; i < messages.size(); i++) {
        BusMessage m = messages.get(i);
        String sender = chip.name() + "." + chip.interactions().get(i).label();
        add(out, m, new UnbalancedMessage.Origin(index, sender, r, m.multiplicity()));
      }
    }
  }

  private static void add(List<Entry> out, BusMessage m, UnbalancedMessage.Origin origin) {
    if (m.multiplicity() != 0) {
      out.add(new Entry(m, origin));
    }
  }

  /** Adds up runs of equal messages. */
  private static List<UnbalancedMessage> sums(List<Entry> sorted) {
    List<UnbalancedMessage> out = new ArrayList<>();
    int from = 0;
    while (from < sorted.size() && out.size() < MAX_REPORTED) {
      BusMessage message = sorted.get(from).message();
      List<UnbalancedMessage.Origin> origins = new ArrayList<>();
      long net = 0;
      int at = from;
      while (at < sorted.size() && compareContent(sorted.get(at).message(), message) == 0) {
        net = Goldilocks.add(net, sorted.get(at).message().multiplicity());
        if (origins.size() < MAX_ORIGINS) {
          origins.add(sorted.get(at).origin());
        }
        at++;
      }
      if (net != 0) {
        out.add(new UnbalancedMessage(message.bus(), message.values(), net, origins));
      }
      from = at;
    }
    return out;
  }

  /** Orders messages by bus and values, so that those that may cancel are neighbours. */
  private static int compareContent(BusMessage a, BusMessage b) {
    Bus busA = a.bus();
    Bus busB = b.bus();
    int order = Integer.compare(busA.id(), busB.id());
    if (order == 0) {
      order = Integer.compare(busA.width(), busB.width());
    }
    for (int i = 0; order == 0 && i < a.values().size(); i++) {
      order = Long.compareUnsigned(a.values().get(i), b.values().get(i));
    }
    return order;
  }

  private static List<Long> boxed(long[] values) {
    List<Long> out = new ArrayList<>();
    for (long v : values) {
      out.add(v);
    }
    return out;
  }
}
