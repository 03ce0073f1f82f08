package io.zkml.core.codec;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.VerifyingKey;
import java.util.Arrays;

/**
 * The byte form of proofs: magic, version, start of the key's digest, then all messages in the
 * order in which the verifier reads them, without their lengths, which follow from the key. There
 * is one byte form of a proof and one proof of a byte form.
 */
public final class ProofCodec {

  private ProofCodec() {}

  /**
   * The bytes of a proof. Elements are written as they are, canonical or not.
   *
   * @throws IllegalArgumentException if a count or length is not that of proofs under this key
   */
  public static byte[] encode(StarkProof proof, VerifyingKey key) {
    ByteWriter out = new ByteWriter();
    out.bytes(Magic.PROOF.bytes()).u16(VerifyingKey.PROTOCOL_VERSION).bytes(prefix(key));
    new ProofWriter(out, ProofLayout.of(key)).proof(proof);
    return out.toBytes();
  }

  /**
   * The proof of these bytes.
   *
   * @param bytes untrusted; not changed
   * @throws ProofRejectedException if they are not the byte form of any proof under this key
   */
  public static StarkProof decode(byte[] bytes, VerifyingKey key) throws ProofRejectedException {
    ByteReader<ProofRejectedException> in =
        new ByteReader<>(
            bytes,
            (reason, position, detail) ->
                new ProofRejectedException(reason, "at byte " + position + ": " + detail));
    in.expect(Magic.PROOF.bytes(), "magic of a proof");
    if (in.u16("version") != VerifyingKey.PROTOCOL_VERSION) {
      throw in.malformed("another version of the protocol");
    }
    in.expect(prefix(key), "key: the proof was made with another");
    StarkProof proof = new ProofReader(in, ProofLayout.of(key)).proof();
    in.end();
    return proof;
  }

  /** Bytes of the longest proof under a key: what a receiver should read at most. */
  public static long maxBytes(VerifyingKey key) {
    return ProofLayout.of(key).maxBytes();
  }

  /** Bytes of a proof under a key on average; {@link #maxBytes} bounds all. */
  public static long expectedBytes(VerifyingKey key) {
    return ProofLayout.of(key).expectedBytes();
  }

  /** Early notice of a mistaken key; the whole digest is absorbed by the transcript. */
  private static byte[] prefix(VerifyingKey key) {
    return Arrays.copyOf(key.digest().toBytes(), Long.BYTES);
  }
}
