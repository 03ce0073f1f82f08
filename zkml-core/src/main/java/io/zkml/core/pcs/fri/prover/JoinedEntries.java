package io.zkml.core.pcs.fri.prover;

import io.zkml.core.pcs.CommittedColumns;
import io.zkml.core.pcs.FriShape;
import java.util.Arrays;
import java.util.List;

/** Reads the virtual vector of 2^W columns that an opening's commitments form together. */
final class JoinedEntries {

  private static final int ABSENT = -1;

  private final int logHeight;
  private final List<CommittedData> commitments;
  private final int[] owner;
  private final int[] column;

  JoinedEntries(FriShape shape, List<CommittedData> commitments) {
    this.logHeight = shape.logHeight();
    this.commitments = commitments;
    this.owner = new int[1 << shape.logColumns()];
    this.column = new int[owner.length];
    Arrays.fill(owner, ABSENT);
    int[] first = shape.firstColumns();
    for (int k = 0; k < first.length; k++) {
      CommittedColumns size = shape.commitments().get(k);
      for (int c = 0; c < size.usedColumns(); c++) {
        owner[first[k] + c] = k;
        column[first[k] + c] = c;
      }
    }
  }

  /** Whether the entry at {@code address} lies in a column that is not absent, hence zero. */
  boolean isPresent(long address) {
    return owner[(int) (address >>> logHeight)] != ABSENT;
  }

  /** Copies n entries of one present column. */
  void read(long address, long[] out, int n) {
    int c = (int) (address >>> logHeight);
    int row = (int) (address & ((1L << logHeight) - 1));
    commitments.get(owner[c]).read(column[c], row, out, 0, n);
  }
}
