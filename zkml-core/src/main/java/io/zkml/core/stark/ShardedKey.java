package io.zkml.core.stark;

import io.zkml.core.merkle.Digest;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a verifier needs of a computation whose proof is made in parts, so that a prover holds
 * one part at a time. Messages of all shards meet on the same buses; everything else of a shard is
 * its own. The public tensors and boundary commitments of a statement are those of all shards, one
 * after another.
 *
 * @param shards the keys of the parts, of one parameter set and folding
 */
public record ShardedKey(List<VerifyingKey> shards) {

  /** Most shards. */
  public static final int MAX_SHARDS = 1 << 8;

  /** log2 of the most leaves of the fractional sums of all shards. */
  public static final int MAX_LOG_LEAVES = 36;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are too many or no shards, of several parameter sets
   *     or foldings, or if the shards together break a rule on buses
   */
  public ShardedKey {
    shards = List.copyOf(shards);
    require(!shards.isEmpty() && shards.size() <= MAX_SHARDS, shards.size() + " shards");
    List<BusCheck.Part> parts = new ArrayList<>();
    for (VerifyingKey key : shards) {
      VerifyingKey first = shards.getFirst();
      require(key.parameters().equals(first.parameters()), "several parameter sets");
      // SOUNDNESS: the error terms of all shards are evaluated at one folding.
      require(key.folding().equals(first.folding()), "several foldings");
      parts.add(new BusCheck.Part(key.plan().commitments(), key.plan().segments()));
    }
    // SOUNDNESS: a table of one shard is looked up from all others: where one shard has the owner
    // of a bus, no shard may count -1 on it.
    BusCheck.check(parts, MAX_LOG_LEAVES);
  }

  /** The parameter set of all shards. */
  public SecurityParameters parameters() {
    return shards.getFirst().parameters();
  }

  /** The digest that identifies this key: H over the number of shards and their digests. */
  public Digest digest() {
    Transcript t = Transcript.start("zkml/sharded-key");
    // SOUNDNESS: the number of shards is part of what is proven, so none can be left out or added.
    t.absorbLong("shards", shards.size());
    for (VerifyingKey key : shards) {
      t.absorb("key", key.digest().toBytes());
    }
    return Digest.of(t.state());
  }

  /** Coordinates of beta: enough for the widest message of any shard. */
  int slotLog() {
    int most = 0;
    for (VerifyingKey key : shards) {
      most = Math.max(most, ProofShape.logUp(key.plan()).slotLog());
    }
    return most;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("no sharded key has " + what);
    }
  }
}
