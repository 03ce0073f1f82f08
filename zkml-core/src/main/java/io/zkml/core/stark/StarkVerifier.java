package io.zkml.core.stark;

import io.zkml.core.contraction.ContractionVerifier;
import io.zkml.core.field.Ext3;
import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.FriVerifier;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a proof convinces. Sequential and scalar; time and memory are bounded by the key.
 * Stateless.
 */
public final class StarkVerifier {

  private StarkVerifier() {}

  /**
   * Returns normally exactly if the proof convinces of the statement.
   *
   * @throws ProofRejectedException otherwise
   */
  public static void verify(VerifyingKey key, Statement statement, StarkProof proof)
      throws ProofRejectedException {
    verify(key, statement, proof, ChallengeTape.none());
  }

  /** As {@link #verify(VerifyingKey, Statement, StarkProof)}, recording the transcript. */
  public static void verify(
      VerifyingKey key, Statement statement, StarkProof proof, ChallengeTape tape)
      throws ProofRejectedException {
    requireNamed(key.parameters());
    ProofContext context = ProofContext.of(key, statement);
    ProofShape.of(key, context).check(proof);
    VerifierChannel channel = new VerifierChannel(context.start(tape));
    List<Commitment> commitments = commitments(channel, key, statement, proof.commitments());
    GkrVerifier.Fingerprint fingerprint =
        GkrVerifier.Fingerprint.squeeze(channel.transcript(), context.logUp());
    GkrVerifier.Reduced gkr =
        GkrVerifier.verify(channel, context.logUp(), GkrVerifier.PublicSum.NONE, proof.gkr());
    verifyRows(channel, context, fingerprint, gkr, commitments, proof);
  }

  static void requireNamed(SecurityParameters parameters) throws ProofRejectedException {
    // SOUNDNESS: what a set is worth is known of the named ones alone.
    if (!SecurityParameters.all().contains(parameters)) {
      throw new ProofRejectedException(RejectReason.STATEMENT, "no named parameter set");
    }
  }

  /** What is left when the buses are reduced: constraints, relations, bindings, the opening. */
  static void verifyRows(
      VerifierChannel channel,
      ProofContext context,
      GkrVerifier.Fingerprint fingerprint,
      GkrVerifier.Reduced gkr,
      List<Commitment> commitments,
      StarkProof proof)
      throws ProofRejectedException {
    ZerocheckVerifier.Columns columns =
        ZerocheckVerifier.verify(
            channel, context.plan(), context.logUp(), fingerprint, gkr, proof.zerocheck());
    List<OpeningClaim> claims = new ArrayList<>(context.columnClaims(columns));
    List<Ext3> virtualValues = context.virtualValues(columns);
    ContractionVerifier contraction = context.contraction();
    claims.addAll(contraction.verify(channel, columns.point(), virtualValues, proof.contraction()));
    claims.addAll(context.bindingClaims(channel.transcript()));
    VerifyingKey key = context.key();
    FriVerifier.verify(
        channel, key.friShape(), key.parameters(), commitments, claims, proof.opening());
  }

  /** Absorbs all commitments, reading those made by the proof. */
  static List<Commitment> commitments(
      VerifierChannel channel,
      VerifyingKey key,
      Statement statement,
      List<StarkProof.CommitmentMessages> messages)
      throws ProofRejectedException {
    List<Commitment> all = new ArrayList<>();
    for (Commitment c : key.preprocessed()) {
      channel.transcript().absorb("preprocessed", key.identity(c).toBytes());
      all.add(c);
    }
    List<StackedLayout> layouts = key.layouts();
    for (int k = 0; k < messages.size(); k++) {
      StarkProof.CommitmentMessages m = messages.get(k);
      Digest root = Digest.of(channel.readDigest("root", m.root(), Digest.BYTES));
      Ext3 y = channel.read("ood value", m.oodValue(), 1).getFirst();
      Commitment c = new Commitment(root, layouts.get(all.size()), y);
      // SOUNDNESS: the one link between a digest of the statement and what the proof is about. Both
      // root and value are compared: a root alone is close to several vectors.
      if (k < statement.commitments().size()
          && !key.identity(c).equals(statement.commitments().get(k))) {
        throw new ProofRejectedException(
            RejectReason.STATEMENT, "commitment " + k + " is not the statement's");
      }
      all.add(c);
    }
    return all;
  }
}
