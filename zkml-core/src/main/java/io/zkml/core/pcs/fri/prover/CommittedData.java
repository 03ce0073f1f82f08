package io.zkml.core.pcs.fri.prover;

import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.Commitment;

/**
 * What a prover keeps of a commitment: its entries, and the means to open leaves. Implementations
 * are immutable and may be used by many threads; where entries and codewords lie (heap, mapped
 * file) is theirs.
 */
public interface CommittedData {

  /** The public part. */
  Commitment commitment();

  /** a: log2 of the points in a leaf. */
  int arity();

  /** Copies the {@code n} entries from {@code row} of a used column. */
  void read(int column, int row, long[] out, int at, int n);

  /**
   * Opens leaves.
   *
   * @param positions ascending and distinct
   */
  MultiOpening open(int[] positions);
}
