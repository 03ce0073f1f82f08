package io.zkml.core.merkle;

import io.zkml.core.hash.Keccak256;
import java.nio.ByteBuffer;

/**
 * A Keccak-256 digest as four 64-bit words, first byte of the digest in the most significant byte
 * of {@code w0}.
 */
public record Digest(long w0, long w1, long w2, long w3) {

  /** Bytes of a digest. */
  public static final int BYTES = Keccak256.DIGEST_BYTES;

  /**
   * The digest held by an array.
   *
   * @throws IllegalArgumentException if there are not exactly {@link #BYTES} bytes
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("digest of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Digest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** The 32 bytes, a new array. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(w0).putLong(w1).putLong(w2).putLong(w3).array();
  }

  /** Appends the 32 bytes to a buffer. */
  public void putTo(ByteBuffer out) {
    out.putLong(w0).putLong(w1).putLong(w2).putLong(w3);
  }
}
