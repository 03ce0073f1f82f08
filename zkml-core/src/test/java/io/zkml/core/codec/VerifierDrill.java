package io.zkml.core.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.ContractionVerifier;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.field.Ext3;
import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.ClaimBatch;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.poly.Points;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.ProofContext;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.ZerocheckVerifier;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.core.transcript.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Runs everything that a verifier computes from a key alone, at arbitrary challenges: no key that a
 * decoder lets through may make it throw. A real verification with a random proof would end at its
 * first check.
 */
final class VerifierDrill {

  private final VerifyingKey key;
  private final ProofPlan plan;
  private final ProofContext context;
  private final Transcript transcript;

  private VerifierDrill(VerifyingKey key) throws ProofRejectedException {
    this.key = key;
    this.plan = key.plan();
    this.context = ProofContext.of(key, statement(plan));
    this.transcript = context.start(ChallengeTape.none());
  }

  /** Runs all parts; fails on any exception. */
  static void run(VerifyingKey key) {
    assertThatThrownBy(
            () -> StarkVerifier.verify(key, statement(key.plan()), ProofFixture.random(key, 1)))
        .isInstanceOf(ProofRejectedException.class);
    try {
      new VerifierDrill(key).all();
    } catch (ProofRejectedException e) {
      // Relations between public values alone: they were decided, which is all that is asked.
    }
  }

  /** Tensors of the least value allowed. */
  static Statement statement(ProofPlan plan) {
    List<long[]> tensors = new ArrayList<>();
    for (PublicTensor t : plan.publicTensors()) {
      long[] values = new long[t.layout().size()];
      Arrays.fill(values, t.min());
      tensors.add(values);
    }
    List<Digest> digests = Collections.nCopies(plan.boundary(), new Digest(1, 2, 3, 4));
    return new Statement(tensors, digests, new byte[] {1});
  }

  private void all() throws ProofRejectedException {
    List<Ext3> xi = transcript.squeeze("xi", context.logUp().variables());
    List<Ext3> point = transcript.squeeze("point", plan.maxLogRows());
    List<List<Ext3>> values = columns(point);
    ZerocheckVerifier.Columns columns = new ZerocheckVerifier.Columns(point, values);
    zerocheck(xi, columns);
    List<OpeningClaim> claims = new ArrayList<>(context.columnClaims(columns));
    ProductGroups products = context.products();
    Ext3[] batch = ContractionVerifier.powers(transcript.squeeze("batch"), plan.relations().size());
    context.virtualValues(columns);
    claims.addAll(
        context
            .contraction()
            .claims(
                point,
                transcript.squeeze("s", products.rounds()),
                batch,
                transcript.squeeze("claim"),
                transcript.squeeze("operands", ProofShape.of(key).operandValues())));
    claims.addAll(context.bindingClaims(transcript));
    opening(claims);
  }

  private List<List<Ext3>> columns(List<Ext3> point) {
    List<List<Ext3>> all = new ArrayList<>();
    for (Segment s : plan.segments()) {
      List<Ext3> at = Points.suffix(point, s.logRows());
      List<Ext3> values = new ArrayList<>();
      for (Segment.Source source : s.sources()) {
        values.add(
            source instanceof Segment.Public p
                ? p.column().evaluate(at)
                : transcript.squeeze("value"));
      }
      all.add(values);
    }
    return all;
  }

  private void zerocheck(List<Ext3> xi, ZerocheckVerifier.Columns columns) {
    GkrVerifier.Fingerprint fingerprint =
        GkrVerifier.Fingerprint.squeeze(transcript, context.logUp());
    ZerocheckVerifier.Challenges challenges = ZerocheckVerifier.Challenges.squeeze(transcript);
    for (int t = 0; t < plan.segments().size(); t++) {
      ZerocheckVerifier.polynomial(plan, context.logUp(), fingerprint, xi, challenges, t)
          .evaluate(columns.values().get(t));
    }
  }

  private void opening(List<OpeningClaim> claims) {
    List<Commitment> commitments = new ArrayList<>(key.preprocessed());
    List<StackedLayout> layouts = key.layouts();
    while (commitments.size() < layouts.size()) {
      StackedLayout layout = layouts.get(commitments.size());
      commitments.add(new Commitment(new Digest(1, 2, 3, 4), layout, Ext3.ONE));
    }
    ClaimBatch batch =
        ClaimBatch.begin(transcript, key.friShape(), key.parameters(), commitments, claims);
    batch.weightAt(transcript.squeeze("opening point", key.friShape().rounds()));
  }
}
