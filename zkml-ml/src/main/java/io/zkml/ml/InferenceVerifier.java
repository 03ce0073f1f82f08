package io.zkml.ml;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.ml.quant.QuantValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Verifies proofs of inferences of one model. Needs no Vector API and no threads; may be used by
 * many. Time and memory are bounded by the key, whatever the bytes.
 */
public final class InferenceVerifier {

  /** Longest context with its prefix, and what surrounds tensors and context in a statement. */
  private static final int MAX_CONTEXT_BYTES = 1 << 16;

  private static final int STATEMENT_FRAME_BYTES = 256;

  private final ModelKey key;

  private InferenceVerifier(ModelKey key) {
    this.key = key;
  }

  /**
   * A verifier of a model with public weights.
   *
   * @throws UncertifiedKeyException if the weights are not public: see {@link #of(CertifiedKey)}
   * @throws IllegalArgumentException if the key's parameter set is for tests only, or promises more
   *     than its program's size allows
   */
  public static InferenceVerifier of(ModelKey key) {
    requireSafe(key);
    return ofUnsafe(key);
  }

  /**
   * A verifier of a model whose weights were certified.
   *
   * @throws IllegalArgumentException if the key's parameter set is for tests only, or promises more
   *     than its program's size allows
   */
  public static InferenceVerifier of(CertifiedKey certified) {
    requireSafe(certified.key());
    return new InferenceVerifier(certified.key());
  }

  static void requireSafe(ModelKey key) {
    if (key.verifyingKey().parameters().isUnsafe()) {
      throw new IllegalArgumentException(
          "the key's parameter set "
              + key.verifyingKey().parameters().name()
              + " proves nothing; it is for tests: call ofUnsafe if that is meant");
    }
    if (!PlanSecurity.reachesTarget(key.verifyingKey())) {
      throw new IllegalArgumentException(
          "the key's program is too large for its parameter set "
              + key.verifyingKey().parameters().name());
    }
  }

  /**
   * A verifier that takes keys of unsafe parameter sets, for tests.
   *
   * @throws UncertifiedKeyException if the weights are not public
   */
  public static InferenceVerifier ofUnsafe(ModelKey key) {
    if (!key.boundary().hasPublicWeights()) {
      // SOUNDNESS: with a weight out of its bounds, sums wrap and what is proven is no run of the
      // model.
      throw new UncertifiedKeyException();
    }
    return new InferenceVerifier(key);
  }

  /** A verifier that takes certified keys of unsafe parameter sets, for tests. */
  public static InferenceVerifier ofUnsafe(CertifiedKey certified) {
    return new InferenceVerifier(certified.key());
  }

  /**
   * The inference that a proof is about. Check {@link VerifiedInference#input}, or its commitment,
   * and {@link VerifiedInference#context} against what you asked for.
   *
   * @param proof untrusted bytes; not changed
   * @throws ProofRejectedException if they prove nothing
   */
  public VerifiedInference verify(byte[] proof) throws ProofRejectedException {
    if (proof.length > ProofCodec.maxBytes(key.verifyingKey()) + maxStatementBytes()) {
      throw new ProofRejectedException(RejectReason.MALFORMED, proof.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(proof);
    int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new ProofRejectedException(RejectReason.MALFORMED, "length of the statement");
    }
    int split = Integer.BYTES + length;
    Statement statement = statement(Arrays.copyOfRange(proof, Integer.BYTES, split));
    byte[] caller = callerContext(statement.context());
    byte[] rest = Arrays.copyOfRange(proof, split, proof.length);
    StarkVerifier.verify(
        key.verifyingKey(), statement, ProofCodec.decode(rest, key.verifyingKey()));
    return new VerifiedInference(key, statement, caller);
  }

  private static Statement statement(byte[] bytes) throws ProofRejectedException {
    try {
      return StatementCodec.decode(bytes);
    } catch (KeyFormatException e) {
      throw new ProofRejectedException(RejectReason.MALFORMED, "statement: " + e.getMessage());
    }
  }

  private byte[] callerContext(byte[] context) throws ProofRejectedException {
    if (context.length < ModelKey.CONTEXT_PREFIX) {
      throw new ProofRejectedException(RejectReason.STATEMENT, "context is too short");
    }
    byte[] caller = Arrays.copyOfRange(context, ModelKey.CONTEXT_PREFIX, context.length);
    // SOUNDNESS: binds the proof to the model's digest and to the scales of input and output.
    if (!Arrays.equals(context, key.context(caller))) {
      throw new ProofRejectedException(RejectReason.STATEMENT, "the proof is of another model");
    }
    return caller;
  }

  private long maxStatementBytes() {
    long bytes = MAX_CONTEXT_BYTES;
    for (List<QuantValue> side : List.of(key.inputs(), key.outputs())) {
      for (QuantValue value : side) {
        bytes += Long.BYTES * value.shape().elements() + STATEMENT_FRAME_BYTES;
      }
    }
    return bytes;
  }
}
