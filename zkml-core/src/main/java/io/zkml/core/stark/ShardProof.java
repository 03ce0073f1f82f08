package io.zkml.core.stark;

/**
 * One part of a {@link ShardedProof}. Alone it proves nothing: its buses need not balance, and its
 * challenges come from the commitments of all parts. So it is no {@link StarkProof}, and no
 * verifier accepts it but {@link ShardedVerifier}, among all others.
 *
 * @param messages the prover's messages, which have the form of a whole proof's
 */
public record ShardProof(StarkProof messages) {}
