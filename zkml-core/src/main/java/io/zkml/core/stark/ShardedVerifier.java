package io.zkml.core.stark;

import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/** Decides whether the proofs of all shards together convince. Like {@link StarkVerifier}. */
public final class ShardedVerifier {

  private ShardedVerifier() {}

  /**
   * Returns normally exactly if the proof convinces of the statement.
   *
   * @throws ProofRejectedException otherwise
   */
  public static void verify(ShardedKey key, Statement statement, ShardedProof proof)
      throws ProofRejectedException {
    verify(key, statement, proof, ChallengeTape.none());
  }

  /** As {@link #verify(ShardedKey, Statement, ShardedProof)}, recording all transcripts. */
  public static void verify(
      ShardedKey key, Statement statement, ShardedProof proof, ChallengeTape tape)
      throws ProofRejectedException {
    StarkVerifier.requireNamed(key.parameters());
    if (proof.shards().size() != key.shards().size()) {
      throw new ProofRejectedException(
          RejectReason.MALFORMED, proof.shards().size() + " shards, not " + key.shards().size());
    }
    for (int i = 0; i < key.shards().size(); i++) {
      ProofShape.of(key.shards().get(i)).check(proof.shards().get(i).messages());
    }
    ShardContext all = ShardContext.of(key, statement, proof.commitments(), tape);
    List<GkrVerifier.Share> shares = new ArrayList<>();
    for (int i = 0; i < all.shards(); i++) {
      shares.add(verify(all, i, proof.shards().get(i).messages()));
    }
    GkrVerifier.requireBalance(shares);
  }

  private static GkrVerifier.Share verify(ShardContext all, int shard, StarkProof proof)
      throws ProofRejectedException {
    ProofContext context = all.context(shard);
    VerifierChannel channel = new VerifierChannel(all.start(shard));
    GkrVerifier.Share share = GkrVerifier.verifyShare(channel, context.logUp(), proof.gkr());
    StarkVerifier.verifyRows(
        channel, context, all.fingerprint(), share.reduced(), all.commitments(shard), proof);
    return share;
  }
}
