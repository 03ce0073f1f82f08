package io.zkml.evm.plan;

import java.util.List;

/**
 * A weight over the bits of a block, as the protocol's section 6.5 multiplies it: its parts, first
 * part on the most significant bits.
 */
record Weighting(List<Part> parts) {

  Weighting {
    parts = List.copyOf(parts);
  }

  /** eq(point, .). */
  static Weighting eq(List<Integer> point) {
    return new Weighting(List.of(new Eq(point)));
  }

  int variables() {
    int n = 0;
    for (Part p : parts) {
      n += p.variables();
    }
    return n;
  }

  /** One part. */
  sealed interface Part {
    int variables();
  }

  /** eq(point, .). */
  record Eq(List<Integer> point) implements Part {
    Eq {
      point = List.copyOf(point);
    }

    @Override
    public int variables() {
      return point.size();
    }
  }

  /** 1 everywhere. */
  record Ones(int variables) implements Part {}

  /**
   * Explicit values {@code table[k] = sum over pairs (o, k) of left[o]}, computed by one of two
   * instructions: as a table where the block is public, as a number where its MLE is asked for.
   */
  record Map(IndexMap map, int variables) implements Part {}

  /** A table of 2^variables registers. */
  record Table(int register, int variables) implements Part {}
}
