package io.zkml.core.logup;

import io.zkml.core.air.Interaction;
import io.zkml.core.pcs.StackedLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of all leaves of the fractional sum: one block of 2^n_t leaves for each interaction of
 * each table t, largest first (ties: table order, then interaction order), padded with (0, 1) to
 * 2^variables leaves: as many as the tallest table has rows, at least.
 */
public final class LogUpShape {

  /** Most layers that a plan may have: 2^30 leaves. */
  public static final int MAX_VARIABLES = 30;

  private final List<Table> tables;
  private final List<long[]> offsets = new ArrayList<>();
  private final int variables;
  private final long leaves;
  private final int slotLog;

  /** One table: log2 of its rows and what every row puts on the buses. */
  public record Table(int logRows, List<Interaction> interactions) {
    /** Copies the list. */
    public Table {
      interactions = List.copyOf(interactions);
    }
  }

  /** The shape for these tables, at least one of which has an interaction. */
  public LogUpShape(List<Table> tables) {
    this.tables = List.copyOf(tables);
    List<Integer> logs = new ArrayList<>();
    int width = 0;
    int tallest = 0;
    for (Table t : tables) {
      tallest = Math.max(tallest, t.logRows());
      for (Interaction i : t.interactions()) {
        logs.add(t.logRows());
        width = Math.max(width, i.bus().width());
      }
    }
    StackedLayout layout = new StackedLayout(0, logs);
    this.leaves = layout.size();
    // Not the layout's count of columns, which is an int: there may be 2^31 leaves and more.
    int log = leaves == 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(leaves - 1);
    // SOUNDNESS: the constraints of every table, also of one without interactions, hold at a suffix
    // of the sum's final point, which must have a coordinate for each of its variables.
    this.variables = Math.max(log, tallest);
    this.slotLog = 32 - Integer.numberOfLeadingZeros(width);
    long[] all = layout.offsets();
    int at = 0;
    for (Table t : tables) {
      long[] own = new long[t.interactions().size()];
      System.arraycopy(all, at, own, 0, own.length);
      offsets.add(own);
      at += own.length;
    }
  }

  /** The tables. */
  public List<Table> tables() {
    return tables;
  }

  /** Number of GKR layers: log2 of the padded number of leaves. */
  public int variables() {
    return variables;
  }

  /** Leaves that belong to tables. */
  public long leaves() {
    return leaves;
  }

  /** First leaf of interaction i of table t. */
  public long offset(int table, int interaction) {
    return offsets.get(table)[interaction];
  }

  /** Number of coordinates of beta: 2^slotLog message slots, the bus id's included. */
  public int slotLog() {
    return slotLog;
  }
}
