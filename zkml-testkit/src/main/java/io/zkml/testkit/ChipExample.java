package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceTable;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An honest run of a chip, as a test sees it.
 *
 * @param name for failure messages
 * @param table the chip's rows
 * @param partners tables of other chips on the same buses
 * @param supplied single messages that stand for further partners
 * @param lookups the buses on which the chip looks something up: there a prover chooses the owner's
 *     multiplicities, so a message is good exactly if the table holds it
 * @param offered messages that others receive and that mutants of the chip may receive in their
 *     place
 */
public record ChipExample(
    String name,
    TraceTable table,
    List<TraceTable> partners,
    List<BusMessage> supplied,
    List<Lookup> lookups,
    List<BusMessage> offered) {

  /** Copies the lists. */
  public ChipExample {
    partners = List.copyOf(partners);
    supplied = List.copyOf(supplied);
    lookups = List.copyOf(lookups);
    offered = List.copyOf(offered);
  }

  /** A run without partners. */
  public static ChipExample of(String name, TraceTable table) {
    return new ChipExample(name, table, List.of(), List.of(), List.of(), List.of());
  }

  /** The same with one more partner. */
  public ChipExample withPartner(TraceTable partner) {
    return new ChipExample(name, table, append(partners, partner), supplied, lookups, offered);
  }

  /** The same with messages from elsewhere. */
  public ChipExample withMessages(BusMessage... messages) {
    List<BusMessage> all = supplied;
    for (BusMessage m : messages) {
      all = append(all, m);
    }
    return new ChipExample(name, table, partners, all, lookups, offered);
  }

  /** The same with a table that the chip looks into: {@code holds} says what is in it. */
  public ChipExample withLookup(Bus bus, Predicate<List<Long>> holds) {
    return withLookup(bus, holds, holds);
  }

  /** The same, where the table of another program could hold more. */
  public ChipExample withLookup(
      Bus bus, Predicate<List<Long>> holds, Predicate<List<Long>> possible) {
    List<Lookup> all = append(lookups, new Lookup(bus, holds, possible));
    return new ChipExample(name, table, partners, supplied, all, offered);
  }

  /** The same with messages that mutants of the chip may receive. */
  public ChipExample withOffered(List<BusMessage> messages) {
    return new ChipExample(name, table, partners, supplied, lookups, messages);
  }

  /** The same rows as those of another chip. */
  ChipExample of(Chip chip) {
    TraceTable same = new TraceTable(chip, table.columns());
    return new ChipExample(name, same, partners, supplied, lookups, offered);
  }

  private static <T> List<T> append(List<T> list, T element) {
    return Stream.concat(list.stream(), Stream.of(element)).toList();
  }

  /**
   * A table that the chip looks into.
   *
   * @param holds whether the table has these values, canonical, in a row below its bound
   * @param possible whether it has them in this or another program
   */
  public record Lookup(Bus bus, Predicate<List<Long>> holds, Predicate<List<Long>> possible) {}
}
