package io.zkml.core.contraction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of indices of an axis, {@link #NONE} where there is none. Equal lists hold
 * equal entries.
 */
public final class IndexList {

  /** An entry that stands for no index. */
  public static final int NONE = -1;

  private static final int MAX_SHOWN = 16;

  private final int[] indices;

  private IndexList(int[] indices) {
    this.indices = indices;
  }

  /** A copy of these entries. */
  public static IndexList of(int... indices) {
    return new IndexList(indices.clone());
  }

  /** Number of entries. */
  public int size() {
    return indices.length;
  }

  /** Entry k. */
  public int get(int k) {
    return indices[k];
  }

  /** Whether all entries are indices below the length, or {@link #NONE}. */
  public boolean isBelow(int length) {
    for (int i : indices) {
      if (i < NONE || i >= length) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof IndexList other && Arrays.equals(indices, other.indices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    return indices.length <= MAX_SHOWN
        ? Arrays.toString(indices)
        : "[" + indices.length + " indices]";
  }
}
