package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceReport;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.air.check.UnbalancedMessage;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Attacks a chip's rows. Every method lists what it found, so the contract's own tests can see it
 * find something.
 */
final class ChipProbe {

  private final ChipExample example;
  private final Chip chip;

  ChipProbe(ChipExample example) {
    this.example = example;
    this.chip = example.table().chip();
  }

  /** Broken constraints and unbalanced buses of the honest run. */
  List<String> honest() {
    List<String> out = new ArrayList<>();
    List<TraceTable> tables = new ArrayList<>(example.partners());
    tables.add(example.table());
    TraceReport report = TraceChecker.check(tables, example.supplied());
    report.violations().forEach(v -> out.add(v.toString()));
    for (UnbalancedMessage m : report.unbalanced()) {
      if (lookup(m.bus()).isEmpty()) {
        out.add(m.toString());
      }
    }
    for (int r = 0; r < example.table().rows(); r++) {
      for (BusMessage m : TraceChecker.messages(chip, example.table().row(r))) {
        lookupProblem(m).ifPresent(out::add);
      }
    }
    return out;
  }

  /** Why a row is not valid and silent padding. */
  List<String> padding(long[] row) {
    List<String> out = new ArrayList<>();
    TraceChecker.violations(chip, -1, row).forEach(v -> out.add(v.toString()));
    for (BusMessage m : TraceChecker.messages(chip, row)) {
      lookupProblem(m).ifPresent(out::add);
    }
    for (UnbalancedMessage m : TraceChecker.unbalanced(List.of(), exact(row))) {
      out.add("padding is not silent: " + m);
    }
    return out;
  }

  /**
   * What attacking every committed cell showed.
   *
   * @param unnoticed changes that neither a constraint nor a bus notices, excused ones left out
   * @param needless excuses that no unnoticed change needed
   */
  record Attack(List<String> unnoticed, List<FreeCell> needless) {}

  /** Changes every committed cell of the honest run several ways, one at a time. */
  Attack attack(List<FreeCell> free, long seed) {
    List<String> unnoticed = new ArrayList<>();
    List<FreeCell> needless = new ArrayList<>(free);
    SplittableRandom random = new SplittableRandom(seed);
    for (int r = 0; r < example.table().rows(); r++) {
      long[] row = example.table().row(r);
      for (int c = 0; c < row.length; c++) {
        if (chip.columns().get(c).kind() == ColumnKind.COMMITTED) {
          List<FreeCell> excuses = excuses(row, c, free);
          for (long v : unnoticedChanges(row, c, random)) {
            needless.removeAll(excuses);
            if (excuses.isEmpty()) {
              String change = " from " + signed(row[c]) + " to " + signed(v) + " in row " + r;
              unnoticed.add(name(c) + change);
            }
          }
        }
      }
    }
    return new Attack(unnoticed, needless);
  }

  private long[] unnoticedChanges(long[] row, int column, SplittableRandom random) {
    return LongStream.of(changes(row, column, random))
        .filter(v -> !isNoticed(row, column, v))
        .toArray();
  }

  private long[] changes(long[] row, int column, SplittableRandom random) {
    long v = row[column];
    long[] other = example.table().columns().get(column);
    return LongStream.of(
            Goldilocks.add(v, 1),
            Goldilocks.sub(v, 1),
            Goldilocks.neg(v),
            Goldilocks.P - 1,
            0,
            1,
            other[random.nextInt(other.length)],
            other[random.nextInt(other.length)],
            random.nextLong() >>> 1)
        .distinct()
        .filter(changed -> changed != v)
        .toArray();
  }

  private boolean isNoticed(long[] row, int column, long value) {
    long[] changed = row.clone();
    changed[column] = value;
    if (!TraceChecker.violations(chip, 0, changed).isEmpty()) {
      return true;
    }
    for (BusMessage m : TraceChecker.messages(chip, changed)) {
      if (lookupProblem(m).isPresent()) {
        return true;
      }
    }
    List<BusMessage> difference = exact(changed);
    for (BusMessage m : exact(row)) {
      difference.add(new BusMessage(m.bus(), m.values(), Goldilocks.neg(m.multiplicity())));
    }
    return !TraceChecker.unbalanced(List.of(), difference).isEmpty();
  }

  /** The row's messages on buses that are not lookups: a prover cannot make up for these. */
  private List<BusMessage> exact(long[] row) {
    List<BusMessage> out = new ArrayList<>();
    for (BusMessage m : TraceChecker.messages(chip, row)) {
      if (lookup(m.bus()).isEmpty()) {
        out.add(m);
      }
    }
    return out;
  }

  /**
   * A lookup of something that the table does not hold. A multiplicity is no problem here: the
   * owner's makes up for any, so constraints alone must keep it boolean.
   */
  private Optional<String> lookupProblem(BusMessage m) {
    return lookup(m.bus())
        .filter(lookup -> m.multiplicity() != 0 && !lookup.holds().test(m.values()))
        .map(lookup -> m.bus().name() + " does not hold " + m.values());
  }

  private Optional<ChipExample.Lookup> lookup(Bus bus) {
    return example.lookups().stream().filter(l -> l.bus().equals(bus)).findFirst();
  }

  private List<FreeCell> excuses(long[] row, int column, List<FreeCell> free) {
    String name = chip.columns().get(column).name();
    return free.stream().filter(f -> f.column().equals(name) && f.where().test(row)).toList();
  }

  private String name(int column) {
    return example.name() + ": " + chip.name() + "." + chip.columns().get(column).name();
  }

  private static long signed(long v) {
    return Goldilocks.toSigned(v);
  }
}
