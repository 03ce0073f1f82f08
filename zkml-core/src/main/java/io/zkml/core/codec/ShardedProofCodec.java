package io.zkml.core.codec;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.ShardProof;
import io.zkml.core.stark.ShardedKey;
import io.zkml.core.stark.ShardedProof;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The byte form of proofs in shards: magic, version, start of the key's digest, then every shard's
 * messages as in {@link ProofCodec}. All lengths follow from the key; there is one byte form of a
 * proof and one proof of a byte form.
 */
public final class ShardedProofCodec {

  private ShardedProofCodec() {}

  /**
   * The bytes of a proof. Elements are written as they are, canonical or not.
   *
   * @throws IllegalArgumentException if a count or length is not that of proofs under this key
   */
  public static byte[] encode(ShardedProof proof, ShardedKey key) {
    List<VerifyingKey> shards = key.shards();
    if (proof.shards().size() != shards.size()) {
      throw new IllegalArgumentException(
          "the proof does not fit the key: " + proof.shards().size() + " shards");
    }
    ByteWriter out = new ByteWriter();
    out.bytes(Magic.SHARDS.bytes()).u16(VerifyingKey.PROTOCOL_VERSION).bytes(prefix(key));
    for (int i = 0; i < shards.size(); i++) {
      ProofLayout layout = ProofLayout.of(shards.get(i));
      new ProofWriter(out, layout).proof(proof.shards().get(i).messages());
    }
    return out.toBytes();
  }

  /**
   * The proof of these bytes.
   *
   * @param bytes untrusted; not changed
   * @throws ProofRejectedException if they are not the byte form of any proof under this key
   */
  public static ShardedProof decode(byte[] bytes, ShardedKey key) throws ProofRejectedException {
    ByteReader<ProofRejectedException> in =
        new ByteReader<>(
            bytes,
            (reason, position, detail) ->
                new ProofRejectedException(reason, "at byte " + position + ": " + detail));
    in.expect(Magic.SHARDS.bytes(), "magic of a proof in shards");
    if (in.u16("version") != VerifyingKey.PROTOCOL_VERSION) {
      throw in.malformed("another version of the protocol");
    }
    in.expect(prefix(key), "key: the proof was made with another");
    List<ShardProof> shards = new ArrayList<>();
    for (VerifyingKey shard : key.shards()) {
      shards.add(new ShardProof(new ProofReader(in, ProofLayout.of(shard)).proof()));
    }
    in.end();
    return new ShardedProof(shards);
  }

  /** Early notice of a mistaken key; the whole digest is absorbed by the transcript. */
  private static byte[] prefix(ShardedKey key) {
    return Arrays.copyOf(key.digest().toBytes(), Long.BYTES);
  }
}
