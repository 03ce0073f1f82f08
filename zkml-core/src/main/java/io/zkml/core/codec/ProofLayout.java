package io.zkml.core.codec;

import io.zkml.core.pcs.FriPlanner;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.VerifyingKey;

/**
 * The lengths of everything in a proof's bytes, all from the key. Only the leaves and siblings of
 * pruned openings vary, below bounds that are here too.
 *
 * @param shape numbers of messages before the opening
 * @param fri numbers and lengths of the opening's messages
 * @param queries positions drawn
 */
record ProofLayout(ProofShape shape, FriShape fri, int queries) {

  /** Bytes of an element of E. */
  static final int EXT_BYTES = 3 * Long.BYTES;

  /** Elements of the root fraction. */
  static final int GKR_ROOT = 2;

  /** Elements of a round of a layer. */
  static final int GKR_ROUND = 2;

  /** Elements at the end of a layer. */
  static final int GKR_ENDS = 4;

  /** Elements of a round of the opening. */
  static final int OPENING_ROUND = 2;

  /** Bytes of a root or of a node. */
  static final int DIGEST_BYTES = 32;

  /** Magic, version, start of the key's digest. */
  static final int HEADER_BYTES = 4 + Short.BYTES + Long.BYTES;

  /** The layout of all proofs under a key. */
  static ProofLayout of(VerifyingKey key) {
    return new ProofLayout(ProofShape.of(key), key.friShape(), key.parameters().queries());
  }

  /** The tree of commitment k. */
  Tree commitmentTree(int k) {
    return Tree.of(queries, fri.leafBits(), fri.leafWidth(k));
  }

  /** The tree of oracle i. */
  Tree oracleTree(int i) {
    return Tree.of(queries, fri.oracleLeafBits(i), fri.oracleLeafWidth(i));
  }

  /**
   * What is fixed about the opening of one tree.
   *
   * @param depth log2 of the leaves
   * @param width elements of a leaf
   * @param maxLeaves most leaves that are opened; at least one is
   */
  record Tree(int depth, int width, int maxLeaves) {
    static Tree of(int queries, int depth, int width) {
      return new Tree(depth, width, FriShape.maxLeaves(queries, depth));
    }

    /** Most siblings of an opening of n leaves. */
    int maxSiblings(int n) {
      return FriShape.maxSiblings(n, depth);
    }

    /** Most entries of E that an opening of an oracle sends: of every leaf one is queried. */
    int maxSent() {
      return maxLeaves * (width / 3 - 1);
    }

    /** Bytes of the largest opening of a commitment. */
    long maxBytes() {
      return (long) maxLeaves * width * Long.BYTES + framing();
    }

    /** Bytes of the largest opening of an oracle. */
    long maxOracleBytes() {
      return (long) maxSent() * EXT_BYTES + framing();
    }

    private long framing() {
      return 2L * Short.BYTES + (long) maxSiblings(maxLeaves) * DIGEST_BYTES;
    }
  }

  /** Bytes of the longest proof. */
  long maxBytes() {
    long bytes = HEADER_BYTES + argumentBytes() + openingMessageBytes();
    for (int k = 0; k < fri.commitments().size(); k++) {
      bytes += commitmentTree(k).maxBytes();
    }
    for (int i = 0; i < fri.oracleArities().size(); i++) {
      bytes += oracleTree(i).maxOracleBytes();
    }
    return bytes;
  }

  /** Bytes that a proof has on average over the positions that are drawn. */
  long expectedBytes() {
    long trees = fri.commitments().size() + (long) fri.oracleArities().size();
    return HEADER_BYTES
        + argumentBytes()
        + FriPlanner.expectedBytes(fri, queries)
        + 2L * Short.BYTES * trees;
  }

  /** Bytes from the header to the opening: fixed. */
  private long argumentBytes() {
    long layers = shape.gkrLayers();
    long elements =
        GKR_ROOT
            + layers * (layers - 1) / 2 * GKR_ROUND
            + layers * GKR_ENDS
            + 2L * shape.tables()
            + (long) shape.zerocheckRounds() * shape.zerocheckDegree()
            + shape.columnValues()
            + (long) shape.contractionRounds() * shape.contractionDegree()
            + shape.operandValues();
    return (long) shape.commitments() * (DIGEST_BYTES + EXT_BYTES) + elements * EXT_BYTES;
  }

  /** Bytes of the opening's messages: fixed. */
  private long openingMessageBytes() {
    return (long) fri.rounds() * OPENING_ROUND * EXT_BYTES
        + (long) fri.oracleArities().size() * DIGEST_BYTES
        + ((long) EXT_BYTES << fri.logClear())
        + Long.BYTES;
  }
}
