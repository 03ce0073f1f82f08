package io.zkml.core.transcript;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The verifier's side of the transcript: reading a message absorbs it, and there is no other way to
 * read one. Lengths come from the caller, that is from the key.
 */
public final class VerifierChannel {

  private final Transcript transcript;

  /** A channel over a transcript that is shared with nobody else. */
  public VerifierChannel(Transcript transcript) {
    this.transcript = transcript;
  }

  /** The transcript, for public data and challenges. */
  public Transcript transcript() {
    return transcript;
  }

  /**
   * Absorbs and returns exactly {@code count} elements of E.
   *
   * @throws ProofRejectedException if the length is another or a coordinate is not canonical
   */
  public List<Ext3> read(String label, Message message, int count) throws ProofRejectedException {
    byte[] bytes = absorb(label, message, Math.multiplyExact(count, Elements.EXT_BYTES));
    Ext3[] out = Elements.decode(bytes);
    for (Ext3 e : out) {
      // SOUNDNESS: a second representation of an element would be a second transcript for one
      // proof.
      if (!Goldilocks.isCanonical(e.c0())
          || !Goldilocks.isCanonical(e.c1())
          || !Goldilocks.isCanonical(e.c2())) {
        throw new ProofRejectedException(RejectReason.NON_CANONICAL, label);
      }
    }
    return List.of(out);
  }

  /** Absorbs and returns a digest of {@code length} bytes. */
  public byte[] readDigest(String label, Message message, int length)
      throws ProofRejectedException {
    return absorb(label, message, length).clone();
  }

  /** Absorbs and returns a 64-bit number. */
  public long readLong(String label, Message message) throws ProofRejectedException {
    return ByteBuffer.wrap(absorb(label, message, Long.BYTES)).getLong();
  }

  private byte[] absorb(String label, Message message, int length) throws ProofRejectedException {
    byte[] bytes = message.raw();
    if (bytes.length != length) {
      throw new ProofRejectedException(
          RejectReason.MALFORMED, label + " has " + bytes.length + " bytes, not " + length);
    }
    transcript.absorb(label, bytes);
    return bytes;
  }
}
