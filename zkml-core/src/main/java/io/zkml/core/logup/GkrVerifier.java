package io.zkml.core.logup;

import io.zkml.core.air.Interaction;
import io.zkml.core.field.Ext3;
import io.zkml.core.poly.Points;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that all bus messages cancel, up to one fraction per table: the fractional sum of
 * numerator / denominator over all leaves is reduced layer by layer with p' = p0 q1 + p1 q0, q' =
 * q0 q1 (Papini and Haboeck, eprint 2023/1284). Round polynomials come without their eq factor
 * (Gruen, eprint 2024/108).
 */
public final class GkrVerifier {

  private GkrVerifier() {}

  /** The messages that the verifier itself puts on the buses, as one fraction p / q. */
  public record PublicSum(Ext3 p, Ext3 q) {
    /** No messages. */
    public static final PublicSum NONE = new PublicSum(Ext3.ZERO, Ext3.ONE);
  }

  /** Challenges of the fingerprints: a denominator is alpha + sum_j eq(beta, j) message_j. */
  public record Fingerprint(Ext3 alpha, List<Ext3> beta) {
    /** Copies the list. */
    public Fingerprint {
      beta = List.copyOf(beta);
    }

    /** Draws the challenges for the messages of one shape. */
    public static Fingerprint squeeze(Transcript t, LogUpShape shape) {
      return squeeze(t, shape.slotLog());
    }

    /** Draws the challenges for messages of several shapes, {@code slotLog} being the largest. */
    public static Fingerprint squeeze(Transcript t, int slotLog) {
      Ext3 alpha = t.squeeze("logup alpha");
      return new Fingerprint(alpha, t.squeeze("logup beta", slotLog));
    }

    /** The denominator of a message, given the values of its chip's nodes. */
    public Ext3 of(Interaction message, Ext3[] node) {
      Ext3[] slots = slotWeights();
      Ext3 sum = alpha.add(slots[0].mul(message.bus().id()));
      for (int j = 0; j < message.values().size(); j++) {
        sum = sum.add(slots[j + 1].mul(node[message.values().get(j)]));
      }
      return sum;
    }

    /** eq(beta, j) for every slot j. */
    public Ext3[] slotWeights() {
      return Points.eqTable(beta);
    }
  }

  /**
   * What is left to check: table t's claimed fraction parts at the last n_t coordinates of a point.
   *
   * @param point the leaves' point
   * @param numerators P_t, prefix weights included
   * @param denominators Q_t, prefix weights included
   */
  public record Reduced(List<Ext3> point, List<Ext3> numerators, List<Ext3> denominators) {}

  /**
   * One of several parts of all messages. That it was reduced says nothing of balance: see {@link
   * #requireBalance}.
   *
   * @param p numerator of the part's sum, as claimed
   * @param q denominator, not zero
   * @param reduced what is left to check of the claim
   */
  public record Share(Ext3 p, Ext3 q, Reduced reduced) {}

  /** Runs the verifier; {@code supplied} is the verifier's own share of the messages. */
  public static Reduced verify(
      VerifierChannel channel, LogUpShape shape, PublicSum supplied, GkrProof proof)
      throws ProofRejectedException {
    List<Ext3> root = channel.read("gkr root", proof.root(), 2);
    checkRoot(root.get(0), root.get(1), supplied);
    return reduce(channel, shape, root, proof);
  }

  /** Runs the verifier on a part of the messages, whose sum need not be zero. */
  public static Share verifyShare(VerifierChannel channel, LogUpShape shape, GkrProof proof)
      throws ProofRejectedException {
    List<Ext3> root = channel.read("gkr root", proof.root(), 2);
    Ext3 q = root.get(1);
    // SOUNDNESS: one zero denominator makes that of the sum of all shares zero.
    if (q.isZero()) {
      throw new ProofRejectedException(RejectReason.LOGUP, "zero denominator");
    }
    return new Share(root.get(0), q, reduce(channel, shape, root, proof));
  }

  /** Checks that the messages of all shares together cancel. */
  public static void requireBalance(List<Share> shares) throws ProofRejectedException {
    Ext3 p = Ext3.ZERO;
    Ext3 q = Ext3.ONE;
    for (Share s : shares) {
      p = p.mul(s.q()).add(s.p().mul(q));
      q = q.mul(s.q());
    }
    // SOUNDNESS: the only place where messages of one share meet those of another.
    if (!p.isZero()) {
      throw new ProofRejectedException(RejectReason.LOGUP, "the buses do not balance");
    }
  }

  private static Reduced reduce(
      VerifierChannel channel, LogUpShape shape, List<Ext3> root, GkrProof proof)
      throws ProofRejectedException {
    Claim claim = new Claim(List.of(), root.get(0), root.get(1));
    for (int k = 0; k < shape.variables(); k++) {
      claim = layer(channel, claim, proof.layers().get(k));
    }
    int tables = shape.tables().size();
    List<Ext3> pairs = channel.read("gkr pairs", proof.pairs(), 2 * tables);
    Reduced reduced =
        new Reduced(claim.point(), pairs.subList(0, tables), pairs.subList(tables, 2 * tables));
    checkLeaves(shape, claim, reduced);
    return reduced;
  }

  private record Claim(List<Ext3> point, Ext3 p, Ext3 q) {}

  private static void checkRoot(Ext3 p, Ext3 q, PublicSum supplied) throws ProofRejectedException {
    // SOUNDNESS: with a zero denominator any numerator would satisfy the cross-multiplied equation.
    if (q.isZero() || supplied.q().isZero()) {
      throw new ProofRejectedException(RejectReason.LOGUP, "zero denominator");
    }
    // SOUNDNESS: the buses balance exactly if the fractions cancel.
    if (!p.mul(supplied.q()).add(supplied.p().mul(q)).isZero()) {
      throw new ProofRejectedException(RejectReason.LOGUP, "the buses do not balance");
    }
  }

  private static Claim layer(VerifierChannel channel, Claim claim, GkrProof.Layer layer)
      throws ProofRejectedException {
    Ext3 lambda = channel.transcript().squeeze("gkr lambda");
    Ext3 running = claim.p().add(lambda.mul(claim.q()));
    List<Ext3> rho = new ArrayList<>();
    for (int i = 0; i < claim.point().size(); i++) {
      List<Ext3> c = channel.read("gkr round", layer.rounds().get(i), 2);
      Ext3 c0 = running.sub(claim.point().get(i).mul(c.get(0).add(c.get(1))));
      Ext3 r = channel.transcript().squeeze("gkr challenge");
      running = c0.add(r.mul(c.get(0).add(r.mul(c.get(1)))));
      rho.add(r);
    }
    List<Ext3> e = channel.read("gkr ends", layer.ends(), 4);
    Ext3 p = e.get(0).mul(e.get(3)).add(e.get(1).mul(e.get(2)));
    Ext3 q = e.get(2).mul(e.get(3));
    // SOUNDNESS: ties this layer to the next one; without it the root says nothing of the leaves.
    if (!running.equals(p.add(lambda.mul(q)))) {
      throw new ProofRejectedException(RejectReason.LOGUP, "layer " + claim.point().size());
    }
    Ext3 mu = channel.transcript().squeeze("gkr mu");
    rho.addFirst(mu);
    return new Claim(
        rho,
        e.get(0).add(mu.mul(e.get(1).sub(e.get(0)))),
        e.get(2).add(mu.mul(e.get(3).sub(e.get(2)))));
  }

  private static void checkLeaves(LogUpShape shape, Claim claim, Reduced reduced)
      throws ProofRejectedException {
    Ext3 p = Ext3.ZERO;
    Ext3 q = Ext3.ONE;
    for (int t = 0; t < shape.tables().size(); t++) {
      p = p.add(reduced.numerators().get(t));
      q = q.add(reduced.denominators().get(t)).sub(prefixSum(shape, t, claim.point()));
    }
    // SOUNDNESS: binds the pairs to the leaves; padding leaves are (0, 1) and count in q.
    if (!p.equals(claim.p()) || !q.equals(claim.q())) {
      throw new ProofRejectedException(RejectReason.LOGUP, "leaves");
    }
  }

  private static Ext3 prefixSum(LogUpShape shape, int table, List<Ext3> point) {
    Ext3 sum = Ext3.ZERO;
    for (Ext3 w : prefixWeights(shape, table, point)) {
      sum = sum.add(w);
    }
    return sum;
  }

  /** eq(prefix, point) of every interaction of a table. */
  public static Ext3[] prefixWeights(LogUpShape shape, int table, List<Ext3> point) {
    LogUpShape.Table t = shape.tables().get(table);
    List<Ext3> high = point.subList(0, point.size() - t.logRows());
    Ext3[] weights = new Ext3[t.interactions().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Points.eqIndex(shape.offset(table, i) >>> t.logRows(), high);
    }
    return weights;
  }
}
