package io.zkml.core.stark;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import java.util.List;

/**
 * One power-of-two stretch of an instance of a chip.
 *
 * @param rows rows in use; the others are padding
 * @param logRows log2 of all rows
 * @param sources where each of the chip's columns comes from
 */
public record Segment(Chip chip, long rows, int logRows, List<Source> sources) {

  /** Largest log2 of the rows. */
  public static final int MAX_LOG_ROWS = 30;

  /** Where a column of a segment comes from. */
  public sealed interface Source {
    /** The kind of column that may have this source. */
    ColumnKind kind();
  }

  /** Block {@code block} of commitment {@code commitment}. */
  public record Committed(int commitment, int block) implements Source {
    @Override
    public ColumnKind kind() {
      return ColumnKind.COMMITTED;
    }
  }

  /** Relation number {@code relation} of the plan. */
  public record Virtual(int relation) implements Source {
    @Override
    public ColumnKind kind() {
      return ColumnKind.VIRTUAL;
    }
  }

  /** A function of the row index. */
  public record Public(PublicColumn column) implements Source {
    @Override
    public ColumnKind kind() {
      return ColumnKind.PUBLIC;
    }
  }

  /** Copies the list; checks that kinds and rows fit. */
  public Segment {
    sources = List.copyOf(sources);
    if (sources.size() != chip.columns().size()) {
      throw new IllegalArgumentException(chip.name() + " has other columns");
    }
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).kind() != chip.columns().get(i).kind()) {
        throw new IllegalArgumentException(
            chip.name() + "." + chip.columns().get(i).name() + " is of another kind");
      }
    }
    if (logRows < 0 || logRows > MAX_LOG_ROWS || rows < 1 || rows > 1L << logRows) {
      throw new IllegalArgumentException(chip.name() + " with " + rows + " of 2^" + logRows);
    }
  }

  /** Number of columns whose value the prover gives: committed and virtual ones. */
  public int givenColumns() {
    int n = 0;
    for (Source s : sources) {
      n += s instanceof Public ? 0 : 1;
    }
    return n;
  }
}
