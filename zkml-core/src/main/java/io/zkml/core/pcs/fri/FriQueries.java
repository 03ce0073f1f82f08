package io.zkml.core.pcs.fri;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MerkleVerifier;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.CommittedColumns;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.util.Arrays;
import java.util.List;

/** The query phase of one opening: Merkle paths, folds, and the clear message at every position. */
final class FriQueries {

  private final FriShape shape;
  private final List<Ext3> challenges;
  private final int[] positions;

  /**
   * Queries at the given positions.
   *
   * @param positions leaves of the commitments, in any order, repetitions allowed
   */
  FriQueries(FriShape shape, List<Ext3> challenges, int[] positions) {
    this.shape = shape;
    this.challenges = challenges;
    this.positions = Positions.distinct(positions);
  }

  /** All checks. */
  void check(
      List<Commitment> commitments, List<Digest> oracleRoots, List<Ext3> clear, OpeningProof proof)
      throws ProofRejectedException {
    Ext3[] folded = foldCommitments(commitments, proof.commitmentOpenings());
    int[] at = positions;
    List<Integer> arities = shape.oracleArities();
    int round = shape.leafRounds();
    for (int i = 0; i < arities.size(); i++) {
      int bits = shape.oracleLeafBits(i);
      String what = "oracle " + i;
      QueriedEntries queried = new QueriedEntries(at, bits, arities.get(i));
      MultiOpening opening = proof.oracleOpenings().get(i).fill(queried, folded, what);
      MerkleVerifier.verify(
          oracleRoots.get(i), bits, shape.oracleLeafWidth(i), queried.leaves(), opening, what);
      at = queried.leaves();
      folded = foldOracle(i, at, opening, round);
      round += arities.get(i);
    }
    checkClear(at, folded, clear);
  }

  private Ext3[] foldCommitments(List<Commitment> commitments, List<MultiOpening> openings)
      throws ProofRejectedException {
    // SOUNDNESS: all commitments are opened at the same positions: their columns are one word.
    for (int k = 0; k < commitments.size(); k++) {
      MerkleVerifier.verify(
          commitments.get(k).root(),
          shape.leafBits(),
          shape.leafWidth(k),
          positions,
          openings.get(k),
          "commitment " + k);
    }
    Ext3[][] weights = columnWeights();
    CosetFold fold = new CosetFold(shape.logHeight() + shape.logInvRate());
    Ext3[] out = new Ext3[positions.length];
    Ext3[] points = new Ext3[1 << shape.arity()];
    for (int p = 0; p < positions.length; p++) {
      Arrays.fill(points, Ext3.ZERO);
      for (int k = 0; k < weights.length; k++) {
        addColumns(openings.get(k).leaves().get(p), weights[k], points);
      }
      out[p] = fold.fold(points, positions[p], challenges, shape.logColumns());
    }
    return out;
  }

  private static void addColumns(Leaf leaf, Ext3[] weights, Ext3[] points) {
    int at = 0;
    for (int j = 0; j < points.length; j++) {
      Ext3 sum = points[j];
      for (Ext3 weight : weights) {
        sum = sum.add(weight.mul(leaf.get(at++)));
      }
      points[j] = sum;
    }
  }

  /** eq(column, first W challenges) for the used columns of each commitment. */
  private Ext3[][] columnWeights() {
    int[] first = shape.firstColumns();
    Ext3[][] out = new Ext3[first.length][];
    for (int k = 0; k < out.length; k++) {
      CommittedColumns size = shape.commitments().get(k);
      int prefixBits = shape.logColumns() - size.logColumns();
      Ext3[] table = new Ext3[1 << size.logColumns()];
      table[0] = Ext3.ONE;
      long prefix = (long) first[k] >>> size.logColumns();
      for (int i = 0; i < prefixBits; i++) {
        Ext3 r = challenges.get(i);
        boolean one = (prefix >>> (prefixBits - 1 - i) & 1) == 1;
        table[0] = table[0].mul(one ? r : r.oneMinus());
      }
      for (int i = 0, n = 1; i < size.logColumns(); i++, n *= 2) {
        expand(table, n, challenges.get(prefixBits + i));
      }
      out[k] = Arrays.copyOf(table, size.usedColumns());
    }
    return out;
  }

  private static void expand(Ext3[] table, int n, Ext3 r) {
    for (int c = n - 1; c >= 0; c--) {
      Ext3 one = table[c].mul(r);
      table[2 * c] = table[c].sub(one);
      table[2 * c + 1] = one;
    }
  }

  private Ext3[] foldOracle(int oracle, int[] leaves, MultiOpening opening, int round) {
    int arity = shape.oracleArities().get(oracle);
    CosetFold fold = new CosetFold(shape.oracleLeafBits(oracle) + arity);
    Ext3[] out = new Ext3[leaves.length];
    Ext3[] points = new Ext3[1 << arity];
    for (int i = 0; i < leaves.length; i++) {
      for (int j = 0; j < points.length; j++) {
        points[j] = point(opening.leaves().get(i), j);
      }
      out[i] = fold.fold(points, leaves[i], challenges, round);
    }
    return out;
  }

  private void checkClear(int[] at, Ext3[] folded, List<Ext3> clear) throws ProofRejectedException {
    int logDomain = shape.logClear() + shape.logInvRate();
    for (int i = 0; i < at.length; i++) {
      // SOUNDNESS: at every query, or the message that answers the claims is not the committed one.
      if (!CosetFold.evaluate(clear, logDomain, at[i]).equals(folded[i])) {
        throw new ProofRejectedException(RejectReason.QUERY, "clear message");
      }
    }
  }

  private static Ext3 point(Leaf leaf, int j) {
    return new Ext3(leaf.get(3 * j), leaf.get(3 * j + 1), leaf.get(3 * j + 2));
  }
}
