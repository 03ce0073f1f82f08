package io.zkml.core.hash;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with Ethereum's padding: one-shot and incremental. Not thread-safe. */
public final class Keccak256 {

  /** Bytes of a digest. */
  public static final int DIGEST_BYTES = 32;

  private final KeccakDigest digest = new KeccakDigest(256);

  /** The digest of one byte string. */
  public static byte[] hash(byte[] data) {
    return new Keccak256().update(data).digest();
  }

  /** Appends bytes. */
  public Keccak256 update(byte[] data) {
    digest.update(data, 0, data.length);
    return this;
  }

  /** Appends {@code length} bytes from {@code offset}. */
  public Keccak256 update(byte[] data, int offset, int length) {
    digest.update(data, offset, length);
    return this;
  }

  /** Appends one byte. */
  public Keccak256 update(int oneByte) {
    digest.update((byte) oneByte);
    return this;
  }

  /** Appends a 64-bit number, big-endian. */
  public Keccak256 updateLong(long v) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      digest.update((byte) (v >>> shift));
    }
    return this;
  }

  /** The digest of all bytes appended so far; resets this object. */
  public byte[] digest() {
    byte[] out = new byte[DIGEST_BYTES];
    digest.doFinal(out, 0);
    return out;
  }
}
