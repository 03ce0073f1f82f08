package io.zkml.core.pcs.fri;

import java.util.Arrays;

/** Query positions as both sides use them: ascending and distinct, reduced from layer to layer. */
public final class Positions {

  private Positions() {}

  /** Ascending, without repetition. */
  public static int[] distinct(int[] positions) {
    int[] sorted = positions.clone();
    Arrays.sort(sorted);
    int n = 0;
    for (int p : sorted) {
      if (n == 0 || sorted[n - 1] != p) {
        sorted[n++] = p;
      }
    }
    return Arrays.copyOf(sorted, n);
  }

  /** The leaves, of 2^leafBits, that hold the given entries: ascending and distinct. */
  public static int[] reduce(int[] entries, int leafBits) {
    int[] out = new int[entries.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = entries[i] & ((1 << leafBits) - 1);
    }
    return distinct(out);
  }
}
