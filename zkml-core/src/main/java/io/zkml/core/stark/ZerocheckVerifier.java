package io.zkml.core.stark;

import io.zkml.core.field.Ext3;
import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.logup.GkrVerifier.Fingerprint;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.poly.Points;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * One sumcheck for all segments: {@code sum_x eq(xi_t, x) F_t(x) = B P_t + B^2 Q_t}, xi_t the last
 * n_t coordinates of the GKR point. It checks the constraints and the claimed fractions together
 * and leaves one evaluation per column, all at suffixes of one point.
 */
public final class ZerocheckVerifier {

  private ZerocheckVerifier() {}

  /**
   * Evaluation claims on columns.
   *
   * @param point the common point; a segment's columns are evaluated at its last n_t coordinates
   * @param values of every column of every segment, public ones included
   */
  public record Columns(List<Ext3> point, List<List<Ext3>> values) {}

  /** The batching challenges, drawn in order by both sides. */
  public record Challenges(Ext3 a, Ext3 b, Ext3 eta) {
    /** Draws the challenges. */
    public static Challenges squeeze(Transcript t) {
      return new Challenges(
          t.squeeze("zerocheck constraints"),
          t.squeeze("zerocheck fractions"),
          t.squeeze("zerocheck segments"));
    }
  }

  static Columns verify(
      VerifierChannel channel,
      ProofPlan plan,
      LogUpShape shape,
      Fingerprint fingerprint,
      GkrVerifier.Reduced gkr,
      ZerocheckProof proof)
      throws ProofRejectedException {
    Challenges ch = Challenges.squeeze(channel.transcript());
    Ext3 claim = Ext3.ZERO;
    Ext3 power = Ext3.ONE;
    for (int t = 0; t < plan.segments().size(); t++) {
      Ext3 pair = gkr.numerators().get(t).add(ch.b().mul(gkr.denominators().get(t)));
      claim = claim.add(power.mul(ch.b()).mul(pair));
      power = power.mul(ch.eta());
    }
    List<Ext3> point = new ArrayList<>();
    int degree = plan.zerocheckDegree();
    for (int i = 0; i < plan.maxLogRows(); i++) {
      List<Ext3> sent = channel.read("zerocheck round", proof.rounds().get(i), degree);
      Ext3 r = channel.transcript().squeeze("zerocheck challenge");
      claim = RoundPolynomial.evaluate(claim, sent, r);
      point.add(r);
    }
    List<Ext3> given = channel.read("column values", proof.values(), plan.givenColumns());
    Columns columns = columns(plan, point, given);
    // SOUNDNESS: the only place where constraints and bus messages are evaluated.
    if (!claim.equals(finalValue(plan, shape, fingerprint, gkr.point(), ch, columns))) {
      throw new ProofRejectedException(RejectReason.ZEROCHECK, "constraints");
    }
    return columns;
  }

  private static Columns columns(ProofPlan plan, List<Ext3> point, List<Ext3> given) {
    List<List<Ext3>> all = new ArrayList<>();
    int next = 0;
    for (Segment s : plan.segments()) {
      List<Ext3> at = Points.suffix(point, s.logRows());
      List<Ext3> values = new ArrayList<>();
      for (Segment.Source source : s.sources()) {
        values.add(
            source instanceof Segment.Public p ? p.column().evaluate(at) : given.get(next++));
      }
      all.add(values);
    }
    return new Columns(point, all);
  }

  private static Ext3 finalValue(
      ProofPlan plan,
      LogUpShape shape,
      Fingerprint fingerprint,
      List<Ext3> xi,
      Challenges ch,
      Columns columns) {
    Ext3 sum = Ext3.ZERO;
    Ext3 power = Ext3.ONE;
    for (int t = 0; t < plan.segments().size(); t++) {
      int n = plan.segments().get(t).logRows();
      Ext3 weight = power.mul(Points.eq(Points.suffix(xi, n), Points.suffix(columns.point(), n)));
      for (int i = 0; i < columns.point().size() - n; i++) {
        weight = weight.mul(columns.point().get(i));
      }
      SegmentPolynomial f = polynomial(plan, shape, fingerprint, xi, ch, t);
      sum = sum.add(weight.mul(f.evaluate(columns.values().get(t))));
      power = power.mul(ch.eta());
    }
    return sum;
  }

  /** The batched polynomial of one segment. */
  public static SegmentPolynomial polynomial(
      ProofPlan plan,
      LogUpShape shape,
      Fingerprint fingerprint,
      List<Ext3> xi,
      Challenges ch,
      int segment) {
    return new SegmentPolynomial(
        plan.segments().get(segment).chip(),
        ch.a(),
        ch.b(),
        fingerprint.alpha(),
        List.of(fingerprint.slotWeights()),
        List.of(GkrVerifier.prefixWeights(shape, segment, xi)));
  }
}
