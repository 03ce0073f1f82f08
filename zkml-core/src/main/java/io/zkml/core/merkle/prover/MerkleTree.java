package io.zkml.core.merkle.prover;

import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.Digest;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * All digests of a tree, level by level in flat arrays of four words a digest. Immutable and
 * shareable once built.
 */
public final class MerkleTree {

  private static final int WORDS = BatchHasher.DIGEST_WORDS;
  private static final int GRAIN = 1024;

  /** levels[0] are the leaves' digests, the last level is the root. */
  private final long[][] levels;

  private MerkleTree(long[][] levels) {
    this.levels = levels;
  }

  /** Hashes leaves and all levels above. */
  public static MerkleTree build(PlaneLeaves leaves, BatchHasher hasher, Workers workers) {
    int depth = leaves.leafBits();
    long[][] levels = new long[depth + 1][];
    levels[0] = new long[WORDS << depth];
    workers.forRange(
        1 << depth, GRAIN, (from, to) -> leaves.hash(hasher, from, to - from, levels[0]));
    for (int l = 1; l <= depth; l++) {
      long[] below = levels[l - 1];
      long[] level = new long[WORDS << (depth - l)];
      workers.forRange(
          1 << (depth - l),
          GRAIN,
          (from, to) -> hasher.hashLevel(below, 2 * from, level, from, to - from));
      levels[l] = level;
    }
    return new MerkleTree(levels);
  }

  /** log2 of the number of leaves. */
  public int depth() {
    return levels.length - 1;
  }

  /** The root. */
  public Digest root() {
    return get(levels[depth()], 0);
  }

  /**
   * Opens leaves.
   *
   * @param positions ascending and distinct
   */
  public MultiOpening open(PlaneLeaves leaves, int[] positions) {
    List<Leaf> opened = new ArrayList<>(positions.length);
    for (int p : positions) {
      opened.add(leaves.leaf(p));
    }
    return new MultiOpening(opened, siblings(positions));
  }

  /** The digests that a verifier of the given leaves lacks, in canonical order. */
  public List<Digest> siblings(int[] positions) {
    return siblings(depth(), positions, (level, i) -> get(levels[level], i));
  }

  /** The digests of a tree, wherever they lie. */
  @FunctionalInterface
  public interface Digests {
    /** Digest number {@code index} of a level; level 0 are the leaves'. */
    Digest get(int level, int index);
  }

  /** As {@link #siblings(int[])}, of any tree of the given depth. */
  public static List<Digest> siblings(int depth, int[] positions, Digests digests) {
    List<Digest> out = new ArrayList<>();
    int[] at = positions.clone();
    int count = at.length;
    for (int level = 0; level < depth; level++) {
      int parents = 0;
      for (int i = 0; i < count; parents++) {
        boolean pair = i + 1 < count && at[i + 1] == (at[i] ^ 1);
        if (!pair) {
          out.add(digests.get(level, at[i] ^ 1));
        }
        at[parents] = at[i] >>> 1;
        i += pair ? 2 : 1;
      }
      count = parents;
    }
    return out;
  }

  /** The words of a level, four a digest; not to be changed. */
  public long[] words(int level) {
    return levels[level];
  }

  private static Digest get(long[] level, int i) {
    int o = WORDS * i;
    return new Digest(level[o], level[o + 1], level[o + 2], level[o + 3]);
  }
}
