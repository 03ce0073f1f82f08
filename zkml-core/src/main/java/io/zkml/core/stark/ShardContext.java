package io.zkml.core.stark;

import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What prover and verifier of all shards derive alike from key, statement and all commitments: the
 * challenges of the buses, which are the same for all shards, and every shard's own transcript.
 */
public final class ShardContext {

  private final List<ProofContext> contexts = new ArrayList<>();
  private final List<List<StarkProof.CommitmentMessages>> messages;
  private final List<List<Commitment>> commitments = new ArrayList<>();
  private final GkrVerifier.Fingerprint fingerprint;
  private final byte[] state;
  private final ChallengeTape tape;

  private ShardContext(
      ShardedKey key,
      Statement statement,
      List<List<StarkProof.CommitmentMessages>> messages,
      ChallengeTape tape)
      throws ProofRejectedException {
    this.messages = messages;
    this.tape = tape;
    Transcript t = Transcript.start("zkml/sharded-proof", tape);
    t.absorb("key", key.digest().toBytes());
    // SOUNDNESS: bytes that no shard's tensors or digests claim must not be part of a statement.
    List<Statement> parts = split(key, statement);
    for (int i = 0; i < parts.size(); i++) {
      contexts.add(ProofContext.of(key.shards().get(i), parts.get(i)));
      contexts.get(i).absorbTensors(t);
    }
    t.absorb("context", statement.context());
    VerifierChannel channel = new VerifierChannel(t);
    for (int i = 0; i < parts.size(); i++) {
      t.absorbLong("shard", i);
      contexts.get(i).absorbRows(t);
      commitments.add(
          StarkVerifier.commitments(channel, key.shards().get(i), parts.get(i), messages.get(i)));
    }
    // SOUNDNESS: alpha and beta come after every root and value of every shard: a message of a
    // shard that is committed later could be made to cancel any sum.
    this.fingerprint = GkrVerifier.Fingerprint.squeeze(t, key.slotLog());
    this.state = t.state();
  }

  /**
   * The context of a statement and of all commitments made for it.
   *
   * @param messages of every shard, about every commitment that the proof makes
   * @throws ProofRejectedException if statement or commitments do not fit the key
   */
  public static ShardContext of(
      ShardedKey key,
      Statement statement,
      List<List<StarkProof.CommitmentMessages>> messages,
      ChallengeTape tape)
      throws ProofRejectedException {
    List<VerifyingKey> shards = key.shards();
    boolean fits = messages.size() == shards.size();
    for (int i = 0; fits && i < shards.size(); i++) {
      ProofPlan plan = shards.get(i).plan();
      fits = messages.get(i).size() == plan.commitments().size() - plan.preprocessed();
    }
    if (!fits) {
      throw new ProofRejectedException(RejectReason.MALFORMED, "wrong number of commitments");
    }
    return new ShardContext(key, statement, messages, tape);
  }

  /** Every shard's tensors and digests, in order; all must be used up. */
  private static List<Statement> split(ShardedKey key, Statement statement)
      throws ProofRejectedException {
    int tensors = 0;
    int digests = 0;
    for (VerifyingKey shard : key.shards()) {
      tensors += shard.plan().publicTensors().size();
      digests += shard.plan().boundary();
    }
    if (tensors != statement.tensors().size() || digests != statement.commitments().size()) {
      throw new ProofRejectedException(
          RejectReason.STATEMENT,
          statement.tensors().size() + " tensors and " + statement.digests() + " commitments");
    }
    List<Statement> out = new ArrayList<>();
    int tensor = 0;
    int digest = 0;
    for (VerifyingKey shard : key.shards()) {
      int nextTensor = tensor + shard.plan().publicTensors().size();
      int nextDigest = digest + shard.plan().boundary();
      List<long[]> values = statement.tensors().subList(tensor, nextTensor);
      List<Digest> identities = statement.commitments().subList(digest, nextDigest);
      out.add(new Statement(values, identities, statement.context()));
      tensor = nextTensor;
      digest = nextDigest;
    }
    return out;
  }

  /** The challenges of the buses. */
  public GkrVerifier.Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The messages about a shard's commitments. */
  public List<StarkProof.CommitmentMessages> messages(int shard) {
    return messages.get(shard);
  }

  /** A shard's own transcript, which begins where all commitments are fixed. */
  public Transcript start(int shard) {
    Transcript t = Transcript.start("zkml/shard", tape);
    t.absorb("all shards", state);
    // SOUNDNESS: challenges of one shard are not those of another, even if both are alike.
    t.absorbLong("shard", shard);
    return t;
  }

  int shards() {
    return contexts.size();
  }

  ProofContext context(int shard) {
    return contexts.get(shard);
  }

  List<Commitment> commitments(int shard) {
    return commitments.get(shard);
  }
}
