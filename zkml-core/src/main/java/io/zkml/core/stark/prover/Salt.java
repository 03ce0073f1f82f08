package io.zkml.core.stark.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.transcript.Transcript;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * What makes a boundary commitment hard to guess from its digest: a secret seed of 256 bits, from
 * which the cells of a salt block are derived. Equal data with equal salt has an equal digest, so a
 * salt that is used again links commitments, and one that is published opens them to guessing.
 * Immutable; its text form does not show it.
 */
public final class Salt {

  /** Bytes of a seed. */
  public static final int BYTES = 32;

  private final byte[] seed;

  private Salt(byte[] seed) {
    this.seed = seed;
  }

  /**
   * The salt of a seed.
   *
   * @param seed {@value #BYTES} bytes; copied
   * @throws IllegalArgumentException if it has another length
   */
  public static Salt of(byte[] seed) {
    if (seed.length != BYTES) {
      throw new IllegalArgumentException(
          "a salt is a seed of " + BYTES + " bytes, not " + seed.length);
    }
    return new Salt(seed.clone());
  }

  /** A fresh salt from the system's secure random generator. */
  public static Salt random() {
    byte[] seed = new byte[BYTES];
    new SecureRandom().nextBytes(seed);
    return new Salt(seed);
  }

  /** The seed: keep it to recompute the digest. A copy. */
  public byte[] toBytes() {
    return seed.clone();
  }

  /** The cells of the salt block, each uniform below p. */
  long[] cells() {
    Transcript t = Transcript.start("zkml/salt/1");
    t.absorb("seed", seed);
    List<Ext3> drawn = t.squeeze("cells", 2);
    Ext3 first = drawn.getFirst();
    return new long[] {first.c0(), first.c1(), first.c2(), drawn.getLast().c0()};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Salt s && Arrays.equals(seed, s.seed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(seed);
  }

  @Override
  public String toString() {
    return "Salt";
  }
}
