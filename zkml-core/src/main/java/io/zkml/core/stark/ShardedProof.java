package io.zkml.core.stark;

import java.util.List;

/**
 * A proof of one statement in several parts, which share all buses.
 *
 * @param shards one for every shard of the key, in order
 */
public record ShardedProof(List<ShardProof> shards) {

  /** Copies the list. */
  public ShardedProof {
    shards = List.copyOf(shards);
  }

  /** The messages about commitments, shard by shard. */
  List<List<StarkProof.CommitmentMessages>> commitments() {
    return shards.stream().map(s -> s.messages().commitments()).toList();
  }
}
