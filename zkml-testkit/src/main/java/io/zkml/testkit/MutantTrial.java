package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Finds out what shows the difference between a chip and a mutant of it, in one example. */
final class MutantTrial {

  /** Most rows of the example that are changed. */
  private static final int ROWS = 12;

  /** Most of them whose cells are tried in padding too. */
  private static final int IN_PADDING = 4;

  private static final long BUDGET = 4_000;

  private final ChipExample example;
  private final Chip chip;
  private final boolean[] free;
  private final List<long[]> padding;
  private final List<long[]> rows = new ArrayList<>();
  private final RowRules rules;

  /** What shows a difference. Virtual columns are tried too: rules hold whatever they are. */
  enum Kill {
    /** Honest rows are refused. */
    HONEST_REFUSED,
    /** The mutant accepts a row that the chip refuses. */
    ROW_ACCEPTED,
    /** Nothing that was tried. */
    NONE
  }

  /**
   * Trials.
   *
   * @param padding rows that may stand behind those of the example
   * @param preprocessed committed columns that are not the run's
   */
  MutantTrial(ChipExample example, List<long[]> padding, List<String> preprocessed) {
    this.example = example;
    this.chip = example.table().chip();
    this.free = RowSearch.free(chip, preprocessed, ColumnKind.COMMITTED, ColumnKind.VIRTUAL);
    this.padding = padding;
    int n = example.table().rows();
    int changed = Math.min(n, ROWS);
    for (int k = 0; k < changed; k++) {
      this.rows.add(example.table().row((int) ((long) k * n / changed)));
    }
    List<long[]> honest = List.copyOf(this.rows);
    for (long[] row : padding) {
      this.rows.add(row);
      for (int k = 0; k < Math.min(changed, IN_PADDING); k++) {
        this.rows.add(inPaddingOf(row, honest.get(k * changed / IN_PADDING)));
      }
    }
    this.rules = new RowRules(chip, example, null);
  }

  /** A row's committed and virtual cells beside the public ones of padding. */
  private long[] inPaddingOf(long[] padding, long[] row) {
    long[] out = padding.clone();
    for (int c = 0; c < out.length; c++) {
      out[c] = free[c] ? row[c] : padding[c];
    }
    return out;
  }

  /** Whether a bus is one on which the chip looks something up. */
  boolean isLookup(Bus bus) {
    return rules.lookup(bus) != null;
  }

  /** Whether a column is tried. */
  boolean isFree(int column) {
    return free[column];
  }

  /** What shows the mutant. */
  Kill run(Mutant mutant) {
    if (!mutant.adaptable() && refusesHonest(mutant)) {
      return Kill.HONEST_REFUSED;
    }
    return acceptsMore(mutant) ? Kill.ROW_ACCEPTED : Kill.NONE;
  }

  private boolean refusesHonest(Mutant mutant) {
    ChipProbe probe = new ChipProbe(example.of(mutant.chip()));
    return !probe.honest().isEmpty() || padding.stream().anyMatch(p -> !probe.padding(p).isEmpty());
  }

  /** Searches for a row that the mutant accepts and the chip does not, with ever more repairs. */
  private boolean acceptsMore(Mutant mutant) {
    RowRules weak = new RowRules(mutant.chip(), example, mutant.hidden());
    RowStarts starts = new RowStarts(mutant.chip(), free, rows, rules.offered());
    Predicate<long[]> wanted = row -> !rules.accepts(row);
    for (int repairs = 1; repairs <= RowSearch.MAX_REPAIRS; repairs++) {
      List<RowSearch> searches = new ArrayList<>();
      for (int r = 0; r < rows.size(); r++) {
        searches.add(new RowSearch(weak, free, wanted, repairs, BUDGET));
      }
      if (any(searches, (row, search) -> search.from(row))
          || any(searches, (row, search) -> starts.singles(row, search::from))
          || any(searches, (row, search) -> starts.receipts(row, search::from))
          || any(searches, (row, search) -> starts.pairs(row, search::from))) {
        return true;
      }
    }
    return false;
  }

  private boolean any(List<RowSearch> searches, BiPredicate<long[], RowSearch> finds) {
    return IntStream.range(0, rows.size()).anyMatch(r -> finds.test(rows.get(r), searches.get(r)));
  }
}
