package io.zkml.fuzz.targets;

import io.zkml.core.hash.Keccak256;

/** Puts the checksum at the end of a file right, which else refuses nearly every change. */
final class Checksum {

  private Checksum() {}

  /** The bytes with their last 32 replaced by the hash of those before; short ones as they are. */
  static byte[] corrected(byte[] bytes) {
    int end = bytes.length - Keccak256.DIGEST_BYTES;
    if (end < 0) {
      return bytes;
    }
    byte[] out = bytes.clone();
    byte[] digest = new Keccak256().update(bytes, 0, end).digest();
    System.arraycopy(digest, 0, out, end, digest.length);
    return out;
  }
}
