package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import io.zkml.core.merkle.Digest;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Transcript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All claims of an opening, the out-of-domain claim of every commitment behind the given ones,
 * batched with powers of one challenge: claim j has weight gamma^j. Both sides make the batch in
 * this one place.
 */
public final class ClaimBatch {

  private final FriShape shape;
  private final List<OpeningClaim> claims;
  private final int[] firstColumns;
  private final Ext3 gamma;

  private ClaimBatch(FriShape shape, List<OpeningClaim> claims, Ext3 gamma) {
    this.shape = shape;
    this.claims = claims;
    this.firstColumns = shape.firstColumns();
    this.gamma = gamma;
  }

  /**
   * Completes the claims, absorbs roots and values and squeezes the challenge. Whatever determines
   * the claims' weights must have been absorbed before, and so must every root.
   *
   * @throws IllegalArgumentException if commitments or claims do not fit the shape: a mistake of
   *     the caller, since neither is read from a proof
   */
  public static ClaimBatch begin(
      Transcript transcript,
      FriShape shape,
      SecurityParameters parameters,
      List<Commitment> commitments,
      List<OpeningClaim> claims) {
    checkCommitments(shape, parameters, commitments);
    List<OpeningClaim> all = new ArrayList<>(claims);
    for (int k = 0; k < commitments.size(); k++) {
      // SOUNDNESS: without this claim a root stands for a list of vectors, and the prover picks.
      all.add(OutOfDomain.claim(parameters, commitments.get(k), k));
    }
    checkClaims(shape, all);
    List<Ext3> values = new ArrayList<>();
    for (OpeningClaim claim : all) {
      values.add(claim.value());
    }
    transcript.absorb("opening/roots", roots(commitments));
    // SOUNDNESS: values absorbed after gamma could be chosen to cancel one another.
    transcript.absorb("opening/claims", ByteForms.elements(values));
    return new ClaimBatch(shape, all, transcript.squeeze("opening/gamma"));
  }

  private static byte[] roots(List<Commitment> commitments) {
    ByteBuffer out = ByteBuffer.allocate(Digest.BYTES * commitments.size());
    for (Commitment c : commitments) {
      c.root().putTo(out);
    }
    return out.array();
  }

  private static void checkCommitments(
      FriShape shape, SecurityParameters parameters, List<Commitment> commitments) {
    if (shape.logInvRate() != parameters.logInvRate()
        || shape.commitments().size() != commitments.size()) {
      throw new IllegalArgumentException("shape of another opening");
    }
    for (int k = 0; k < commitments.size(); k++) {
      StackedLayout layout = commitments.get(k).layout();
      if (layout.logHeight() != shape.logHeight()
          || !CommittedColumns.of(layout).equals(shape.commitments().get(k))) {
        throw new IllegalArgumentException("commitment " + k + " does not fit the shape");
      }
    }
  }

  private static void checkClaims(FriShape shape, List<OpeningClaim> claims) {
    for (OpeningClaim claim : claims) {
      for (OpeningClaim.Term term : claim.terms()) {
        int n = term.weight().variables();
        CommittedColumns size = shape.commitments().get(term.commitment());
        long entries = 1L << (size.logColumns() + shape.logHeight());
        // Subtracting, not adding: the offset may be any number.
        if (n > size.logColumns() + shape.logHeight()
            || term.offset() < 0
            || term.offset() > entries - (1L << n)
            || (term.offset() & ((1L << n) - 1)) != 0) {
          throw new IllegalArgumentException(
              "block of 2^" + n + " at " + term.offset() + " in commitment " + term.commitment());
        }
      }
    }
  }

  /** All claims, those out of domain last. */
  public List<OpeningClaim> claims() {
    return claims;
  }

  /** The batching challenge. */
  public Ext3 gamma() {
    return gamma;
  }

  /** First entry of a term's block in the joined vector. */
  public long joinedOffset(OpeningClaim.Term term) {
    return ((long) firstColumns[term.commitment()] << shape.logHeight()) + term.offset();
  }

  /** The batched value. */
  public Ext3 value() {
    Ext3 sum = Ext3.ZERO;
    for (int j = claims.size() - 1; j >= 0; j--) {
      sum = sum.mul(gamma).add(claims.get(j).value());
    }
    return sum;
  }

  /**
   * The batched weight's MLE at a point of W + h coordinates. A term costs a multiplication for
   * each bit of its prefix and the evaluation of its weight; neighbours with an equal weight share
   * it.
   */
  public Ext3 weightAt(List<Ext3> point) {
    Ext3 sum = Ext3.ZERO;
    @Nullable Weight last = null;
    Ext3 lastValue = Ext3.ZERO;
    for (int j = claims.size() - 1; j >= 0; j--) {
      Ext3 claim = Ext3.ZERO;
      for (OpeningClaim.Term term : claims.get(j).terms()) {
        Weight weight = term.weight();
        int prefix = point.size() - weight.variables();
        if (!weight.equals(last)) {
          last = weight;
          lastValue = weight.evaluate(point, prefix);
        }
        Ext3 value = lastValue.mul(term.coefficient());
        claim = claim.add(value.mul(prefixAt(term, point, prefix)));
      }
      sum = sum.mul(gamma).add(claim);
    }
    return sum;
  }

  private Ext3 prefixAt(OpeningClaim.Term term, List<Ext3> point, int bits) {
    long index = joinedOffset(term) >>> (point.size() - bits);
    Ext3 product = Ext3.ONE;
    for (int i = 0; i < bits; i++) {
      Ext3 r = point.get(i);
      product = product.mul((index >>> (bits - 1 - i) & 1) == 1 ? r : r.oneMinus());
    }
    return product;
  }
}
