package io.zkml.core.poly;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random field elements; its text names the seed, for failure messages. */
public final class RandomElements {

  private final long seed;
  private final Random random;

  public RandomElements(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Uniform below {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean coin() {
    return random.nextBoolean();
  }

  /** A canonical element: edge values one time in eight. */
  public long element() {
    if (random.nextInt(8) == 0) {
      long[] edges = {0, 1, 2, Goldilocks.P - 1, Goldilocks.P - 2, Goldilocks.EPSILON, 1L << 32};
      return edges[random.nextInt(edges.length)];
    }
    long v = random.nextLong();
    return Goldilocks.isCanonical(v) ? v : element();
  }

  /** A signed integer of magnitude at most {@code magnitude}. */
  public long signed(long magnitude) {
    return random.nextLong(2 * magnitude + 1) - magnitude;
  }

  public long[] elements(int n) {
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = element();
    }
    return out;
  }

  public Ext3 ext() {
    return new Ext3(element(), element(), element());
  }

  public List<Ext3> point(int n) {
    List<Ext3> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(ext());
    }
    return out;
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
