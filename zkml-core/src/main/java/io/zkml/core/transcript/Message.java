package io.zkml.core.transcript;

import java.util.Arrays;

/**
 * One prover message as it stands in a proof: opaque bytes. Its content can be read only through
 * {@link VerifierChannel}, which absorbs it into the transcript first, so a message that does not
 * bind later challenges cannot be used. Immutable.
 */
public final class Message {

  private final byte[] bytes;

  private Message(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A message of the given bytes, copied: what a decoder makes. */
  public static Message of(byte[] bytes) {
    return new Message(bytes.clone());
  }

  /** Takes the array over without a copy. */
  static Message owning(byte[] bytes) {
    return new Message(bytes);
  }

  /** The bytes, as written into a proof; a copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  byte[] raw() {
    return bytes;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Message m && Arrays.equals(bytes, m.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Message[" + bytes.length + " bytes]";
  }
}
