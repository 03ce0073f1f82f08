package io.zkml.core.stark.prover;

import io.zkml.core.air.ExtAffineForm;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.Points;
import io.zkml.core.poly.UnivariatePoly;
import io.zkml.core.poly.prover.EqTables;
import io.zkml.core.stark.SegmentPolynomial;
import io.zkml.core.sumcheck.RoundPolynomial;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fused zerocheck of all segments: see {@code ZerocheckVerifier} for the relation. */
final class ZerocheckProver {

  private final FieldKernels kernels;
  private final Workers workers;
  private final int maxLogRows;
  private final int degree;
  private final List<State> states = new ArrayList<>();

  ZerocheckProver(FieldKernels kernels, Workers workers, int maxLogRows, int degree) {
    this.kernels = kernels;
    this.workers = workers;
    this.maxLogRows = maxLogRows;
    this.degree = degree;
  }

  /** A segment's running state. */
  private static final class State {
    final SegmentTables tables;
    final List<Ext3> xi;
    final ExtVector eq;
    Ext3 claim;
    Ext3 weight;

    State(SegmentTables tables, List<Ext3> xi, ExtVector eq, Ext3 claim, Ext3 weight) {
      this.tables = tables;
      this.xi = xi;
      this.eq = eq;
      this.claim = claim;
      this.weight = weight;
    }
  }

  /**
   * Adds a segment.
   *
   * @param xi the last n_t coordinates of the GKR point
   * @param claim B P_t + B^2 Q_t
   * @param weight the segment's batching power
   */
  void add(
      SegmentPolynomial f,
      List<ExtAffineForm.Column> columns,
      List<Ext3> xi,
      Ext3 claim,
      Ext3 weight) {
    SegmentTables tables = new SegmentTables(f, columns, 1 << xi.size(), kernels, workers);
    ExtVector eq = EqTables.of(kernels, xi.isEmpty() ? xi : xi.subList(1, xi.size()));
    states.add(new State(tables, xi, eq, claim, weight));
  }

  /** Runs the sumcheck; returns the common point. */
  List<Ext3> prove(ProverChannel channel, List<Message> rounds) {
    List<Ext3> point = new ArrayList<>();
    for (int i = 0; i < maxLogRows; i++) {
      int left = maxLogRows - i;
      Ext3[] sum = new Ext3[degree + 1];
      Arrays.fill(sum, Ext3.ZERO);
      List<UnivariatePoly> inner = new ArrayList<>();
      for (State s : states) {
        inner.add(round(s, left, sum));
      }
      rounds.add(channel.send("zerocheck round", RoundPolynomial.message(Arrays.asList(sum))));
      Ext3 r = channel.transcript().squeeze("zerocheck challenge");
      point.add(r);
      for (int t = 0; t < states.size(); t++) {
        bind(states.get(t), left, inner.get(t), r);
      }
    }
    return point;
  }

  /** The segment's polynomial without its eq factor; adds its weighted whole to {@code sum}. */
  private UnivariatePoly round(State s, int left, Ext3[] sum) {
    if (s.xi.size() < left) {
      sum[1] = sum[1].add(s.weight.mul(s.claim));
      return new UnivariatePoly(List.of(Ext3.ZERO, s.claim));
    }
    Ext3 xi = s.xi.get(s.xi.size() - left);
    int half = 1 << (left - 1);
    Ext3[] h = s.tables.sums(s.eq, half);
    h[1] =
        xi.isZero()
            ? s.tables.sumAtOne(s.eq, half)
            : s.claim.sub(xi.oneMinus().mul(h[0])).mul(xi.inverse());
    UnivariatePoly inner = UnivariatePoly.interpolating(h);
    Ext3 constant = s.weight.mul(xi.oneMinus());
    Ext3 slope = s.weight.mul(xi.sub(xi.oneMinus()));
    for (int k = 0; k < h.length; k++) {
      Ext3 c = inner.coefficients().get(k);
      sum[k] = sum[k].add(constant.mul(c));
      sum[k + 1] = sum[k + 1].add(slope.mul(c));
    }
    return inner;
  }

  private void bind(State s, int left, UnivariatePoly inner, Ext3 r) {
    if (s.xi.size() < left) {
      s.weight = s.weight.mul(r);
      return;
    }
    int half = 1 << (left - 1);
    Ext3 xi = s.xi.get(s.xi.size() - left);
    s.weight = s.weight.mul(Points.eq(List.of(xi), List.of(r)));
    s.claim = inner.at(r);
    s.tables.fold(half, r);
    if (half > 1) {
      EqTables.dropFirst(kernels, s.eq, half / 2);
    }
  }
}
