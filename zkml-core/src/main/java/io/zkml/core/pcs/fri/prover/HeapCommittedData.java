package io.zkml.core.pcs.fri.prover;

import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.merkle.prover.MerkleTree;
import io.zkml.core.merkle.prover.PlaneLeaves;
import io.zkml.core.pcs.Commitment;
import java.util.ArrayList;
import java.util.List;

/** Entries, codewords and tree in memory: 8 (1 + 2^b) bytes an entry, and the tree. */
final class HeapCommittedData implements CommittedData {

  private final Commitment commitment;
  private final long[][] columns;
  private final PlaneLeaves leaves;
  private final MerkleTree tree;

  HeapCommittedData(Commitment commitment, long[][] columns, PlaneLeaves leaves, MerkleTree tree) {
    this.commitment = commitment;
    this.columns = columns;
    this.leaves = leaves;
    this.tree = tree;
  }

  @Override
  public Commitment commitment() {
    return commitment;
  }

  @Override
  public int arity() {
    return leaves.arity();
  }

  @Override
  public void read(int column, int row, long[] out, int at, int n) {
    System.arraycopy(columns[column], row, out, at, n);
  }

  @Override
  public MultiOpening open(int[] positions) {
    return tree.open(leaves, positions);
  }

  /** The codewords and the tree in the order of {@link CommittedDataFile}. */
  List<long[]> planes() {
    List<long[]> out = new ArrayList<>(leaves.planes());
    for (int level = 0; level <= tree.depth(); level++) {
      out.add(tree.words(level));
    }
    return out;
  }
}
