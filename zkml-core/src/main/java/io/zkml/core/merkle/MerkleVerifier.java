package io.zkml.core.merkle;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.util.List;

/**
 * Checks pruned multi-openings. Everything about the tree's shape comes from the caller, that is
 * from the key; work is at most {@code positions (1 + depth)} hashes.
 */
public final class MerkleVerifier {

  private MerkleVerifier() {}

  /**
   * Checks that the opened leaves lie at the given positions under a root.
   *
   * @param root root of the tree
   * @param depth log2 of the number of leaves, at most 30
   * @param width elements of a leaf
   * @param positions distinct positions below 2^depth, ascending, at least one; not changed
   * @param opening leaves and siblings, untrusted
   * @param what names the tree in errors
   * @throws ProofRejectedException if the opening does not lead to the root
   * @throws IllegalArgumentException if the positions are not as described
   */
  public static void verify(
      Digest root, int depth, int width, int[] positions, MultiOpening opening, String what)
      throws ProofRejectedException {
    checkPositions(depth, positions);
    checkShape(width, positions.length, opening, what);
    Digest[] nodes = hashLeaves(opening.leaves());
    int[] at = positions.clone();
    int count = at.length;
    int used = 0;
    TreeHasher hasher = new TreeHasher();
    for (int level = 0; level < depth; level++) {
      int parents = 0;
      for (int i = 0; i < count; parents++) {
        boolean right = (at[i] & 1) == 1;
        boolean pair = !right && i + 1 < count && at[i + 1] == at[i] + 1;
        Digest sibling = pair ? nodes[i + 1] : sibling(opening.siblings(), used++, what);
        Digest parent = right ? hasher.node(sibling, nodes[i]) : hasher.node(nodes[i], sibling);
        at[parents] = at[i] >>> 1;
        nodes[parents] = parent;
        i += pair ? 2 : 1;
      }
      count = parents;
    }
    // SOUNDNESS: unread siblings would let one proof have many byte forms.
    if (used != opening.siblings().size()) {
      throw new ProofRejectedException(RejectReason.MALFORMED, what + " has spare siblings");
    }
    // SOUNDNESS: without it the leaves are not those that were committed before the challenges.
    if (!nodes[0].equals(root)) {
      throw new ProofRejectedException(RejectReason.MERKLE, what);
    }
  }

  private static void checkPositions(int depth, int[] positions) {
    if (depth < 0 || depth > 30 || positions.length == 0) {
      throw new IllegalArgumentException("depth " + depth + ", " + positions.length + " positions");
    }
    int previous = -1;
    for (int p : positions) {
      if (p <= previous || p >= 1 << depth) {
        throw new IllegalArgumentException("positions are not ascending below 2^" + depth);
      }
      previous = p;
    }
  }

  private static void checkShape(int width, int count, MultiOpening opening, String what)
      throws ProofRejectedException {
    // SOUNDNESS: counts and widths come from the key; a leaf of another width could be cut into
    // points and columns in another way than the committed one.
    if (opening.leaves().size() != count) {
      throw new ProofRejectedException(RejectReason.MALFORMED, what + " has wrong counts");
    }
    for (Leaf leaf : opening.leaves()) {
      if (leaf.width() != width) {
        throw new ProofRejectedException(
            RejectReason.MALFORMED, what + " has a leaf of " + leaf.width() + " elements");
      }
      for (int i = 0; i < width; i++) {
        // SOUNDNESS: arithmetic is right for canonical elements only, and x and x + p would be two
        // leaves of equal meaning.
        if (!Goldilocks.isCanonical(leaf.get(i))) {
          throw new ProofRejectedException(RejectReason.NON_CANONICAL, what);
        }
      }
    }
  }

  private static Digest[] hashLeaves(List<Leaf> leaves) {
    TreeHasher hasher = new TreeHasher();
    Digest[] out = new Digest[leaves.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = hasher.leaf(leaves.get(i));
    }
    return out;
  }

  private static Digest sibling(List<Digest> siblings, int i, String what)
      throws ProofRejectedException {
    if (i >= siblings.size()) {
      throw new ProofRejectedException(RejectReason.MALFORMED, what + " lacks siblings");
    }
    return siblings.get(i);
  }
}
