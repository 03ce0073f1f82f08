package io.zkml.core.merkle.prover;

import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.Leaf;
import java.util.List;

/**
 * The leaves of a tree over interleaved codewords, as they lie in memory: one array (plane) a
 * codeword. Leaf i holds the points {@code i + j 2^leafBits}, j below 2^arity, of all planes, point
 * after point. The planes are not copied and must not change.
 */
public final class PlaneLeaves {

  private final long[][] planes;
  private final int leafBits;
  private final int arity;

  /**
   * Leaves over the given planes.
   *
   * @param planes codewords of 2^(leafBits + arity) elements
   * @param leafBits log2 of the number of leaves
   * @param arity log2 of the points in a leaf
   */
  public PlaneLeaves(long[][] planes, int leafBits, int arity) {
    this.planes = planes;
    this.leafBits = leafBits;
    this.arity = arity;
    for (long[] plane : planes) {
      if (plane.length != 1 << (leafBits + arity)) {
        throw new IllegalArgumentException("codeword of " + plane.length + " elements");
      }
    }
  }

  /** log2 of the number of leaves. */
  public int leafBits() {
    return leafBits;
  }

  /** log2 of the points in a leaf. */
  public int arity() {
    return arity;
  }

  /** The codewords; not to be changed. */
  public List<long[]> planes() {
    return List.of(planes);
  }

  /** Elements of a leaf. */
  public int width() {
    return planes.length << arity;
  }

  /** Leaf i. */
  public Leaf leaf(int i) {
    long[] elements = new long[width()];
    int o = 0;
    for (int j = 0; j < 1 << arity; j++) {
      for (long[] plane : planes) {
        elements[o++] = plane[i + (j << leafBits)];
      }
    }
    return Leaf.of(elements);
  }

  /** Writes the digests of {@code count} leaves to their places in a level of all leaves. */
  void hash(BatchHasher hasher, int first, int count, long[] level) {
    hasher.hashLeaves(planes, first, 1 << leafBits, 1 << arity, count, level, first);
  }
}
