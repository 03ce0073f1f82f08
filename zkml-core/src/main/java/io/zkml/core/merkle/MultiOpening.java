package io.zkml.core.merkle;

import java.util.List;

/**
 * Several leaves of one tree and the digests that lead from them to the root, nothing twice. The
 * positions are not part of it: the verifier knows them.
 *
 * @param leaves one leaf for each distinct position, in ascending order of positions
 * @param siblings the digests that cannot be computed from the leaves, level by level from the
 *     leaves up, in ascending order of positions within a level
 */
public record MultiOpening(List<Leaf> leaves, List<Digest> siblings) {

  /** Copies the lists. */
  public MultiOpening {
    leaves = List.copyOf(leaves);
    siblings = List.copyOf(siblings);
  }
}
