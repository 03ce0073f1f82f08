package io.zkml.core.pcs.fri;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Factor;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies a batched opening: a degree-2 sumcheck that reduces all claims to one, folding of
 * interleaved Reed-Solomon codewords in step with it, and queries (BaseFold, eprint 2023/1705;
 * parameters beyond unique decoding, 2024/1571 and 2025/2055). Sequential; time and memory are
 * bounded by the shape, the number of claims and the number of queries.
 */
public final class FriVerifier {

  private final VerifierChannel channel;
  private final FriShape shape;
  private final SecurityParameters parameters;
  private final OpeningProof proof;
  private final List<Ext3> challenges = new ArrayList<>();
  private final List<Digest> oracleRoots = new ArrayList<>();
  private Ext3 claim;

  private FriVerifier(
      VerifierChannel channel,
      FriShape shape,
      SecurityParameters parameters,
      OpeningProof proof,
      Ext3 claim) {
    this.channel = channel;
    this.shape = shape;
    this.parameters = parameters;
    this.proof = proof;
    this.claim = claim;
  }

  /**
   * Checks that the committed vectors satisfy all claims, and that each has its out-of-domain
   * value.
   *
   * @param channel its transcript must have absorbed the key, every root and value, and all that
   *     determines the claims
   * @param shape from the key
   * @param parameters from the key
   * @param commitments in transcript order
   * @param claims in an order that the key fixes; the out-of-domain claims are added here
   * @param proof untrusted
   * @throws ProofRejectedException if the proof does not convince
   * @throws IllegalArgumentException if commitments or claims do not fit the shape
   */
  public static void verify(
      VerifierChannel channel,
      FriShape shape,
      SecurityParameters parameters,
      List<Commitment> commitments,
      List<OpeningClaim> claims,
      OpeningProof proof)
      throws ProofRejectedException {
    checkCounts(shape, proof);
    Transcript transcript = channel.transcript();
    ClaimBatch batch = ClaimBatch.begin(transcript, shape, parameters, commitments, claims);
    FriVerifier verifier = new FriVerifier(channel, shape, parameters, proof, batch.value());
    List<Ext3> clear = verifier.reduce();
    verifier.checkEnd(batch, clear);
    int[] positions = verifier.positions();
    new FriQueries(shape, verifier.challenges, positions)
        .check(commitments, verifier.oracleRoots, clear, proof);
  }

  private static void checkCounts(FriShape shape, OpeningProof proof)
      throws ProofRejectedException {
    int oracles = shape.oracleArities().size();
    // SOUNDNESS: the key fixes every count; a proof with fewer oracles or openings would skip
    // checks.
    if (proof.rounds().size() != shape.rounds()
        || proof.oracleRoots().size() != oracles
        || proof.oracleOpenings().size() != oracles
        || proof.commitmentOpenings().size() != shape.commitments().size()) {
      throw new ProofRejectedException(RejectReason.MALFORMED, "opening has wrong counts");
    }
  }

  /** Runs all rounds; returns the clear message. */
  private List<Ext3> reduce() throws ProofRejectedException {
    rounds(shape.leafRounds());
    List<Integer> arities = shape.oracleArities();
    for (int i = 0; i < arities.size(); i++) {
      Message root = proof.oracleRoots().get(i);
      // SOUNDNESS: read before the challenges that fold it: a prover who knew them could commit to
      // any word with the right folds.
      oracleRoots.add(Digest.of(channel.readDigest(FriLabels.ORACLE, root, Digest.BYTES)));
      rounds(arities.get(i));
    }
    // SOUNDNESS: absorbed before the last challenges and the positions, or it could be made to fit.
    List<Ext3> clear = channel.read(FriLabels.CLEAR, proof.clear(), 1 << shape.logClear());
    rounds(shape.logClear());
    return clear;
  }

  private void rounds(int count) throws ProofRejectedException {
    for (int i = 0; i < count; i++) {
      Message message = proof.rounds().get(challenges.size());
      List<Ext3> sent = channel.read(FriLabels.ROUND, message, 2);
      Ext3 r = channel.transcript().squeeze(FriLabels.CHALLENGE);
      claim = RoundPolynomial.evaluate(claim, sent, r);
      challenges.add(r);
    }
  }

  private void checkEnd(ClaimBatch batch, List<Ext3> clear) throws ProofRejectedException {
    Ext3 weight = batch.weightAt(challenges);
    Ext3 value =
        new Factor.Explicit(clear).evaluate(challenges, challenges.size() - shape.logClear());
    // SOUNDNESS: the one link between the claims and the folded message.
    if (!weight.mul(value).equals(claim)) {
      throw new ProofRejectedException(RejectReason.OPENING, "last claim");
    }
  }

  private int[] positions() throws ProofRejectedException {
    Transcript transcript = channel.transcript();
    channel.readLong(FriLabels.NONCE, proof.nonce());
    long state = ByteBuffer.wrap(transcript.state()).getLong();
    // SOUNDNESS: each try at favourable positions must cost 2^powBits hashes; the nonce is absorbed
    // before positions are drawn, so a new nonce means new positions.
    if (!FriLabels.isProofOfWork(state, parameters.powBits())) {
      throw new ProofRejectedException(RejectReason.GRINDING, "nonce");
    }
    return transcript.squeezeIndices(FriLabels.POSITIONS, parameters.queries(), shape.leafBits());
  }
}
