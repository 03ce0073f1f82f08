package io.zkml.core.stark.prover;

import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.stark.VerifyingKey;

/**
 * A vector that is committed before a proof about it: its commitment's digest is part of the
 * statement. A pure function of entries and salt.
 *
 * @param entries in layout order, canonical, salt included; not to be changed
 * @param data the same with codewords and tree
 */
public record BoundaryVector(long[] entries, CommittedData data) {

  /**
   * Commits.
   *
   * @param fri a prover for the key's parameter set
   * @param index which of the plan's boundary vectors
   * @param entries in layout order, canonical; taken over: the salt's cells are written
   */
  public static BoundaryVector commit(
      FriProver fri, VerifyingKey key, int index, long[] entries, Salt salt) {
    StackedLayout layout = key.layouts().get(key.plan().preprocessed() + index);
    if (entries.length != layout.size()) {
      throw new IllegalArgumentException(entries.length + " entries, not " + layout.size());
    }
    long[] cells = salt.cells();
    int at = Math.toIntExact(layout.offsets()[layout.blockLogs().size() - 1]);
    System.arraycopy(cells, 0, entries, at, cells.length);
    StackedColumns columns = new StackedColumns(layout);
    columns.put(0, entries, 0, entries.length);
    return new BoundaryVector(entries, fri.commit(columns, key.arity()));
  }

  /** The digest that stands in statements. */
  public Digest digest(VerifyingKey key) {
    return key.identity(data.commitment());
  }
}
