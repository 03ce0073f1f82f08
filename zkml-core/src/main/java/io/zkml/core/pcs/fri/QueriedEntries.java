package io.zkml.core.pcs.fri;

import java.util.Arrays;

/**
 * Which entries of a folded codeword are queried, and in which leaves they are: an index x belongs
 * to leaf {@code x mod 2^leafBits}, entry {@code x div 2^leafBits}.
 */
public final class QueriedEntries {

  private final int[] indices;
  private final int leafBits;
  private final int arity;
  private final int[] leaves;

  /**
   * Entries of a word of 2^(leafBits + arity).
   *
   * @param indices ascending and distinct; not copied
   */
  public QueriedEntries(int[] indices, int leafBits, int arity) {
    this.indices = indices;
    this.leafBits = leafBits;
    this.arity = arity;
    // SOUNDNESS: computed from the queried entries, never read: a prover who chose leaves would
    // show those that fold well.
    this.leaves = Positions.reduce(indices, leafBits);
  }

  /** The leaves that hold them, ascending and distinct; not to be changed. */
  public int[] leaves() {
    return leaves;
  }

  /** log2 of the entries of a leaf. */
  public int arity() {
    return arity;
  }

  /** The place among the indices of entry j of the i-th of the {@link #leaves}, or below 0. */
  public int find(int i, int j) {
    return Arrays.binarySearch(indices, j << leafBits | leaves[i]);
  }

  /** Number of entries of these leaves that are not queried. */
  public int unqueried() {
    return (leaves.length << arity) - indices.length;
  }
}
