package io.zkml.core.pcs.fri;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.util.ArrayList;
import java.util.List;

/**
 * The queried leaves of one folded codeword. An entry that is queried is the fold of a leaf of the
 * word before: the verifier has it, so it is not sent.
 *
 * @param sent the other entries of all opened leaves, three base elements each: leaves in ascending
 *     order of positions, entries in the order of the leaf
 * @param siblings as of a {@link MultiOpening}
 */
public record OracleOpening(Leaf sent, List<Digest> siblings) {

  /** Copies the list. */
  public OracleOpening {
    siblings = List.copyOf(siblings);
  }

  /** Leaves out the queried entries of an opening. */
  public static OracleOpening of(MultiOpening opening, QueriedEntries queried) {
    int leafEntries = 1 << queried.arity();
    long[] sent = new long[3 * queried.unqueried()];
    int at = 0;
    for (int i = 0; i < queried.leaves().length; i++) {
      Leaf leaf = opening.leaves().get(i);
      for (int j = 0; j < leafEntries; j++) {
        if (queried.find(i, j) < 0) {
          for (int c = 0; c < 3; c++) {
            sent[at++] = leaf.get(3 * j + c);
          }
        }
      }
    }
    return new OracleOpening(Leaf.of(sent), opening.siblings());
  }

  /**
   * The whole leaves.
   *
   * @param folded what the queried entries must be, in their order
   * @throws ProofRejectedException if the number of entries is not that of the entries left out
   */
  MultiOpening fill(QueriedEntries queried, Ext3[] folded, String what)
      throws ProofRejectedException {
    if (sent.width() != 3 * queried.unqueried()) {
      throw new ProofRejectedException(RejectReason.MALFORMED, what + " has wrong counts");
    }
    long[] all = sent.toArray();
    List<Leaf> out = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < queried.leaves().length; i++) {
      long[] leaf = new long[3 << queried.arity()];
      for (int j = 0; j < 1 << queried.arity(); j++) {
        int known = queried.find(i, j);
        // SOUNDNESS: ties each oracle to the fold of the one before: only leaves with just this
        // entry lead to the oracle's root.
        if (known >= 0) {
          put(folded[known], leaf, 3 * j);
        } else {
          System.arraycopy(all, at, leaf, 3 * j, 3);
          at += 3;
        }
      }
      out.add(Leaf.of(leaf));
    }
    return new MultiOpening(out, siblings);
  }

  private static void put(Ext3 value, long[] leaf, int at) {
    leaf[at] = value.c0();
    leaf[at + 1] = value.c1();
    leaf[at + 2] = value.c2();
  }
}
