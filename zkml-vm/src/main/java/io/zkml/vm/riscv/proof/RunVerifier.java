package io.zkml.vm.riscv.proof;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.ShardedKey;
import io.zkml.core.stark.ShardedProof;
import io.zkml.core.stark.ShardedVerifier;

/** Decides whether a proof shows a run of a program. Stateless. */
public final class RunVerifier {

  /** The exit code of success. */
  public static final int SUCCESS = 0;

  private RunVerifier() {}

  /** Verifies a run that ended with success. */
  public static VerifiedRun verify(ProgramKey key, byte[] proof, byte[] context)
      throws ProofRejectedException {
    return verify(key, proof, context, SUCCESS);
  }

  /**
   * Verifies a run.
   *
   * @param key of the program, from a trusted source
   * @param proof untrusted bytes
   * @param context what the proof must be bound to
   * @param exitCode how the run must have ended
   * @throws ProofRejectedException if the proof does not convince
   * @throws IllegalArgumentException if the key's parameter set is unsafe
   */
  public static VerifiedRun verify(ProgramKey key, byte[] proof, byte[] context, int exitCode)
      throws ProofRejectedException {
    if (key.parameters().isUnsafe()) {
      throw new IllegalArgumentException(
          "the parameter set "
              + key.parameters().name()
              + " proves nothing; it is for tests: call verifyUnsafe if that is meant");
    }
    return verifyUnsafe(key, proof, context, exitCode);
  }

  /**
   * As {@link #verify(ProgramKey, byte[], byte[], int)}, but also under keys of unsafe parameter
   * sets, for tests.
   */
  public static VerifiedRun verifyUnsafe(ProgramKey key, byte[] proof, byte[] context, int exitCode)
      throws ProofRejectedException {
    RunProofCodec.Header header = RunProofCodec.header(proof);
    if (header.shape().exitCode() != exitCode) {
      throw new ProofRejectedException(
          RejectReason.STATEMENT, "exit code " + header.shape().exitCode() + ", not " + exitCode);
    }
    ShardedKey verifyingKey = verifyingKey(key, header.shape(), proof.length - header.length());
    ShardedProof shards = RunProofCodec.proof(proof, header, verifyingKey);
    ShardedVerifier.verify(verifyingKey, RunProof.statement(header.output(), context), shards);
    return new VerifiedRun(header.shape(), header.output());
  }

  private static ShardedKey verifyingKey(ProgramKey key, RunShape shape, long bytes)
      throws ProofRejectedException {
    try {
      ShardedKey verifyingKey = key.verifyingKey(key.plans(shape, bytes));
      // SOUNDNESS: the shape is the prover's; what proofs of it are worth is not.
      if (!key.parameters().isUnsafe() && !PlanSecurity.reachesTarget(verifyingKey)) {
        throw new ProofRejectedException(
            RejectReason.STATEMENT, "runs of this size are not proven securely");
      }
      return verifyingKey;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProofRejectedException(RejectReason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
