package io.zkml.core.logup;

import io.zkml.core.field.Ext3;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.UnivariatePoly;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * LogUp-GKR from its definition: every layer's sumcheck over whole tables. Not final: what is sent
 * goes through methods that a dishonest prover overrides.
 */
public class NaiveGkr {

  private final ProverChannel channel;
  private final List<Message> rounds = new ArrayList<>();
  private final List<GkrProof.Layer> layers = new ArrayList<>();
  private Message root = Message.of(new byte[0]);
  private List<Ext3> point = List.of();
  private Ext3 p = Ext3.ZERO;
  private Ext3 q = Ext3.ONE;

  public NaiveGkr(ProverChannel channel) {
    this.channel = channel;
  }

  /** What is sent as root. */
  protected List<Ext3> root(List<Ext3> honest) {
    return honest;
  }

  /**
   * What is sent at a layer's end.
   *
   * @param running what p0 q1 + p1 q0 + lambda q0 q1 must be
   */
  protected List<Ext3> ends(List<Ext3> honest, Ext3 running, Ext3 lambda) {
    return honest;
  }

  /** The sum of all fractions, as (p, q). */
  public static Ext3[] fraction(Ext3[] p, Ext3[] q) {
    Ext3 sumP = Ext3.ZERO;
    Ext3 product = Ext3.ONE;
    for (int i = 0; i < p.length; i++) {
      sumP = sumP.mul(q[i]).add(p[i].mul(product));
      product = product.mul(q[i]);
    }
    return new Ext3[] {sumP, product};
  }

  /** Runs down to the leaves. */
  public final void run(Ext3[] leavesP, Ext3[] leavesQ) {
    List<Ext3[]> ps = new ArrayList<>();
    List<Ext3[]> qs = new ArrayList<>();
    ps.add(leavesP);
    qs.add(leavesQ);
    while (ps.getFirst().length > 1) {
      Ext3[] lowerP = ps.getFirst();
      Ext3[] lowerQ = qs.getFirst();
      int n = lowerP.length / 2;
      Ext3[] upperP = new Ext3[n];
      Ext3[] upperQ = new Ext3[n];
      for (int i = 0; i < n; i++) {
        upperP[i] = lowerP[i].mul(lowerQ[n + i]).add(lowerP[n + i].mul(lowerQ[i]));
        upperQ[i] = lowerQ[i].mul(lowerQ[n + i]);
      }
      ps.addFirst(upperP);
      qs.addFirst(upperQ);
    }
    List<Ext3> sent = root(List.of(ps.getFirst()[0], qs.getFirst()[0]));
    root = channel.send("gkr root", sent);
    p = sent.get(0);
    q = sent.get(1);
    for (int k = 1; k < ps.size(); k++) {
      layer(ps.get(k), qs.get(k));
    }
  }

  private void layer(Ext3[] tableP, Ext3[] tableQ) {
    Ext3 lambda = channel.transcript().squeeze("gkr lambda");
    int n = tableP.length / 2;
    List<Ext3[]> halves = new ArrayList<>();
    for (Ext3[] table : List.of(tableP, tableQ)) {
      halves.add(Arrays.copyOfRange(table, 0, n));
      halves.add(Arrays.copyOfRange(table, n, 2 * n));
    }
    Ext3 running = p.add(lambda.mul(q));
    rounds.clear();
    List<Ext3> rho = new ArrayList<>();
    for (int i = 0; i < point.size(); i++) {
      UnivariatePoly s = round(halves, point.subList(i + 1, point.size()), lambda);
      Ext3 c1 = s.coefficients().get(1);
      Ext3 c2 = s.coefficients().get(2);
      rounds.add(channel.send("gkr round", List.of(c1, c2)));
      Ext3 r = channel.transcript().squeeze("gkr challenge");
      Ext3 c0 = running.sub(point.get(i).mul(c1.add(c2)));
      running = c0.add(c1.mul(r)).add(c2.mul(r).mul(r));
      rho.add(r);
      halves.replaceAll(table -> NaiveMle.fold(table, r));
    }
    List<Ext3> e = ends(halves.stream().map(t -> t[0]).toList(), running, lambda);
    layers.add(new GkrProof.Layer(rounds, channel.send("gkr ends", e)));
    Ext3 mu = channel.transcript().squeeze("gkr mu");
    p = e.get(0).mul(Ext3.ONE.sub(mu)).add(e.get(1).mul(mu));
    q = e.get(2).mul(Ext3.ONE.sub(mu)).add(e.get(3).mul(mu));
    rho.addFirst(mu);
    point = rho;
  }

  /** Sum over the variables after the first of eq times the layer's summand. */
  private static UnivariatePoly round(List<Ext3[]> halves, List<Ext3> rest, Ext3 lambda) {
    Ext3[] values = new Ext3[3];
    for (int x = 0; x < 3; x++) {
      Ext3 at = Ext3.of(x);
      List<Ext3[]> t = halves.stream().map(table -> NaiveMle.fold(table, at)).toList();
      values[x] = Ext3.ZERO;
      for (int i = 0; i < 1 << rest.size(); i++) {
        Ext3 upper = t.get(0)[i].mul(t.get(3)[i]).add(t.get(1)[i].mul(t.get(2)[i]));
        Ext3 h = upper.add(lambda.mul(t.get(2)[i]).mul(t.get(3)[i]));
        values[x] = values[x].add(NaiveMle.eq(i, rest).mul(h));
      }
    }
    return UnivariatePoly.interpolating(values);
  }

  /** The root message. */
  public final Message rootMessage() {
    return root;
  }

  /** All layers' messages. */
  public final List<GkrProof.Layer> layers() {
    return layers;
  }

  /** The leaves' point. */
  public final List<Ext3> point() {
    return point;
  }

  /** What the leaves' numerators are claimed to be at the point. */
  public final Ext3 claimedP() {
    return p;
  }

  /** What the leaves' denominators are claimed to be at the point. */
  public final Ext3 claimedQ() {
    return q;
  }
}
