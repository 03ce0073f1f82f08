package io.zkml.ml.quant;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries of a view come from, row by row: the source's entry of the same number, or one
 * of a list, {@link #NONE} for an entry that is 0. Immutable; equal maps hold equal lists.
 */
public final class IndexMap {

  /** Stands for no entry. */
  public static final int NONE = -1;

  private static final IndexMap IDENTITY = new IndexMap(null);

  private final int @Nullable [] indices;

  private IndexMap(int @Nullable [] indices) {
    this.indices = indices;
  }

  /** Entry i is the source's entry i. */
  public static IndexMap identity() {
    return IDENTITY;
  }

  /** A map of these entries, which nobody changes any more. */
  public static IndexMap of(int[] indices) {
    return new IndexMap(indices);
  }

  /** As {@link #of}, the identity if the entries count a source of this size. */
  public static IndexMap of(int[] indices, long sourceSize) {
    boolean same = indices.length == sourceSize;
    for (int i = 0; same && i < indices.length; i++) {
      same = indices[i] == i;
    }
    return same ? IDENTITY : new IndexMap(indices);
  }

  /** Whether all entries stay in their order. */
  public boolean isIdentity() {
    return indices == null;
  }

  /** The source's entry behind entry i, or {@link #NONE}. */
  public int get(int i) {
    return indices == null ? i : indices[i];
  }

  /** Number of entries of the list; 0 for the identity. */
  public int size() {
    return indices == null ? 0 : indices.length;
  }

  /** The entries as a new array, {@code count} of them for the identity. */
  public int[] toArray(int count) {
    if (indices != null) {
      return indices.clone();
    }
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** A view of this view: {@code outer} reads entries of what this map gives. */
  public IndexMap then(IndexMap outer) {
    if (indices == null || outer.indices == null) {
      return indices == null ? outer : this;
    }
    int[] out = new int[outer.indices.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = outer.indices[i] == NONE ? NONE : indices[outer.indices[i]];
    }
    return new IndexMap(out);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof IndexMap other && Arrays.equals(indices, other.indices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    return indices == null ? "identity" : "indices(" + indices.length + ")";
  }
}
