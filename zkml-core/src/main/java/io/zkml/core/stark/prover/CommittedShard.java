package io.zkml.core.stark.prover;

import io.zkml.core.logup.GkrVerifier.Fingerprint;
import io.zkml.core.stark.ShardContext;
import io.zkml.core.stark.ShardProof;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.transcript.ProverChannel;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A shard that has been committed to. It holds the shard's columns and codewords: a prover that
 * cannot hold those of all shards keeps the messages, and commits again when all are known.
 */
public final class CommittedShard {

  private final List<StarkProof.CommitmentMessages> messages;
  private final BiFunction<ProverChannel, Fingerprint, StarkProof> rest;

  CommittedShard(
      List<StarkProof.CommitmentMessages> messages,
      BiFunction<ProverChannel, Fingerprint, StarkProof> rest) {
    this.messages = messages;
    this.rest = rest;
  }

  /** What all shards' challenges depend on. */
  public List<StarkProof.CommitmentMessages> messages() {
    return messages;
  }

  /**
   * The shard's proof; to be called once.
   *
   * @param all made from the messages of all shards
   * @param shard this one's number
   * @throws IllegalArgumentException if these commitments are not that shard's
   */
  public ShardProof prove(ShardContext all, int shard) {
    if (!all.messages(shard).equals(messages)) {
      throw new IllegalArgumentException("shard " + shard + " was committed to otherwise");
    }
    ProverChannel channel = new ProverChannel(all.start(shard));
    return new ShardProof(rest.apply(channel, all.fingerprint()));
  }
}
