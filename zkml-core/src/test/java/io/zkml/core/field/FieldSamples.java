package io.zkml.core.field;

import java.util.SplittableRandom;

/** Seeded field elements for tests: a mixture of random ones and of those where carries happen. */
public final class FieldSamples {

  /** Elements at the edges of 32 and 64 bits and of the field. */
  private static final long[] EDGES = {
    0,
    1,
    2,
    Goldilocks.P - 1,
    Goldilocks.P - 2,
    (1L << 32) - 2,
    (1L << 32) - 1,
    1L << 32,
    (1L << 32) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0xFFFF_FFFE_FFFF_FFFFL,
    599_479L << 32,
    14_329L << 32
  };

  private final long seed;
  private final SplittableRandom random;
  private final int edgePercent;

  /** Samples of which {@code edgePercent} in a hundred are edge values. */
  public FieldSamples(long seed, int edgePercent) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.edgePercent = edgePercent;
  }

  /** The edge values, a new array. */
  public static long[] edges() {
    return EDGES.clone();
  }

  /** What to print on failure. */
  public String describe(Object detail) {
    return "seed " + seed + ", " + edgePercent + "% edge values, " + detail;
  }

  /** A number in [0, bound). */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Any 64 bits. */
  public long bits() {
    return random.nextLong();
  }

  /** A canonical element. */
  public long element() {
    if (random.nextInt(100) < edgePercent) {
      return EDGES[random.nextInt(EDGES.length)];
    }
    long v = random.nextLong();
    while (!Goldilocks.isCanonical(v)) {
      v = random.nextLong();
    }
    return v;
  }

  /** Canonical elements. */
  public long[] elements(int n) {
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = element();
    }
    return out;
  }

  /** An element of E. */
  public Ext3 ext() {
    return new Ext3(element(), element(), element());
  }

  /** Elements of E. */
  public ExtVector exts(int n) {
    ExtVector out = new ExtVector(n);
    for (int i = 0; i < n; i++) {
      out.set(i, ext());
    }
    return out;
  }
}
