package io.zkml.core.transcript;

import io.zkml.core.field.Ext3;
import java.nio.ByteBuffer;
import java.util.List;

/** The prover's side of the transcript: sending a message absorbs it. */
public final class ProverChannel {

  private final Transcript transcript;

  /** A channel over a transcript that is shared with nobody else. */
  public ProverChannel(Transcript transcript) {
    this.transcript = transcript;
  }

  /** The transcript, for public data and challenges. */
  public Transcript transcript() {
    return transcript;
  }

  /** Sends elements of E. */
  public Message send(String label, List<Ext3> elements) {
    return send(label, Elements.encode(elements));
  }

  /** Sends a digest. */
  public Message sendDigest(String label, byte[] digest) {
    return send(label, digest.clone());
  }

  /** Sends a 64-bit number. */
  public Message sendLong(String label, long value) {
    return send(label, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private Message send(String label, byte[] bytes) {
    transcript.absorb(label, bytes);
    return Message.owning(bytes);
  }
}
