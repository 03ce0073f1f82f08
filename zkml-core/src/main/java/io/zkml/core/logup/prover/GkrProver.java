package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.parallel.ParallelSums;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.prover.EqTables;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves a fractional sum over 2^L leaves layer by layer. Layers are stored as flat arrays and
 * folded in place once their sumcheck runs.
 */
public final class GkrProver {

  private static final int CHUNK = 512;

  private final FieldKernels kernels;
  private final Workers workers;

  /** A prover that computes with these kernels on these threads. */
  public GkrProver(FieldKernels kernels, Workers workers) {
    this.kernels = kernels;
    this.workers = workers;
  }

  /**
   * The messages down to the leaves.
   *
   * @param point the leaves' point: numerators and denominators are to be evaluated there
   */
  public record Result(Message root, List<GkrProof.Layer> layers, List<Ext3> point) {}

  /** One layer's fractions p / q. */
  record Fractions(ExtVector p, ExtVector q) {}

  /** Proves the sum of p / q; both have 2^variables entries and are overwritten. */
  public Result prove(ProverChannel channel, ExtVector p, ExtVector q, int variables) {
    List<Fractions> levels = tree(new Fractions(p, q), variables);
    Fractions top = levels.getLast();
    Ext3 rootP = top.p().get(0);
    Ext3 rootQ = top.q().get(0);
    Message root = channel.send("gkr root", List.of(rootP, rootQ));
    List<GkrProof.Layer> layers = new ArrayList<>();
    Claim claim = new Claim(List.of(), rootP, rootQ);
    for (int k = 0; k < variables; k++) {
      Fractions below = levels.get(variables - 1 - k);
      claim = layer(channel, claim, below, layers);
    }
    return new Result(root, layers, claim.point());
  }

  private record Claim(List<Ext3> point, Ext3 p, Ext3 q) {}

  private List<Fractions> tree(Fractions leaves, int variables) {
    List<Fractions> levels = new ArrayList<>();
    levels.add(leaves);
    for (int k = variables - 1; k >= 0; k--) {
      levels.add(above(levels.getLast(), 1 << k));
    }
    return levels;
  }

  private Fractions above(Fractions f, int n) {
    Fractions out = new Fractions(new ExtVector(n), new ExtVector(n));
    workers.forRange(
        n,
        ParallelSums.GRAIN,
        (from, to) -> {
          for (int i = from; i < to; i += CHUNK) {
            int m = Math.min(CHUNK, to - i);
            kernels.extMul(f.p(), i, f.q(), n + i, out.p(), i, m);
            kernels.extMulAdd(f.p(), n + i, f.q(), i, out.p(), i, m);
            kernels.extMul(f.q(), i, f.q(), n + i, out.q(), i, m);
          }
        });
    return out;
  }

  private Claim layer(
      ProverChannel channel, Claim claim, Fractions f, List<GkrProof.Layer> layers) {
    Ext3 lambda = channel.transcript().squeeze("gkr lambda");
    int n = 1 << claim.point().size();
    workers.forRange(
        n, ParallelSums.GRAIN, (from, to) -> addScaled(f, n + from, lambda, to - from));
    List<Message> rounds = new ArrayList<>();
    List<Ext3> rho =
        sumcheck(channel, f, n, claim.point(), claim.p().add(lambda.mul(claim.q())), rounds);
    Ext3 q1 = f.q().get(n);
    Ext3[] ends = {f.p().get(0), f.p().get(n).sub(lambda.mul(q1)), f.q().get(0), q1};
    Message endsMessage = channel.send("gkr ends", List.of(ends));
    layers.add(new GkrProof.Layer(rounds, endsMessage));
    Ext3 mu = channel.transcript().squeeze("gkr mu");
    rho.addFirst(mu);
    return new Claim(
        rho, ends[0].add(mu.mul(ends[1].sub(ends[0]))), ends[2].add(mu.mul(ends[3].sub(ends[2]))));
  }

  /**
   * p += lambda q from index {@code at}: the layer's summand becomes p0 q1 + q0 (p1 + lambda q1).
   */
  private void addScaled(Fractions f, int at, Ext3 lambda, int n) {
    kernels.extMulScalarAdd(f.q(), at, lambda, f.p(), at, n);
  }

  /**
   * The rounds of one layer at the layer above's point.
   *
   * @param f p0, p1 + lambda q1 and q0, q1, each half of n entries; overwritten
   * @param rounds to which the messages are appended
   */
  List<Ext3> sumcheck(
      ProverChannel channel,
      Fractions f,
      int n,
      List<Ext3> point,
      Ext3 claim,
      List<Message> rounds) {
    List<Ext3> rho = new ArrayList<>();
    if (point.isEmpty()) {
      return rho;
    }
    ExtVector eq = EqTables.of(kernels, point.subList(1, point.size()));
    Ext3 running = claim;
    int half = n / 2;
    for (int i = 0; i < point.size(); i++) {
      Ext3 xi = point.get(i);
      Ext3[] h = roundSums(f, n, half, eq);
      Ext3 c2 = h[1];
      Ext3 c1 =
          xi.isZero()
              ? linearDirect(f, n, half, eq, h)
              : running.sub(h[0]).mul(xi.inverse()).sub(c2);
      rounds.add(channel.send("gkr round", List.of(c1, c2)));
      Ext3 r = channel.transcript().squeeze("gkr challenge");
      running = h[0].add(r.mul(c1.add(r.mul(c2))));
      rho.add(r);
      fold(f, n, half, r);
      half /= 2;
      if (half > 0) {
        EqTables.dropFirst(kernels, eq, half);
      }
    }
    return rho;
  }

  /** {sum eq h(0), sum eq (leading coefficient)} over the pairs of the current tables. */
  private Ext3[] roundSums(Fractions f, int n, int half, ExtVector eq) {
    return ParallelSums.sum(
        workers,
        half,
        2,
        (from, to, sums) -> {
          int size = Math.min(CHUNK, to - from);
          ExtVector t = new ExtVector(size);
          ExtVector d0 = new ExtVector(size);
          ExtVector d1 = new ExtVector(size);
          for (int i = from; i < to; i += CHUNK) {
            int m = Math.min(CHUNK, to - i);
            kernels.extMul(f.p(), i, f.q(), n + i, t, 0, m);
            kernels.extMulAdd(f.q(), i, f.p(), n + i, t, 0, m);
            sums[0] = sums[0].add(kernels.extDot(t, 0, eq, i, m));
            kernels.extSub(f.p(), half + i, f.p(), i, d0, 0, m);
            kernels.extSub(f.q(), n + half + i, f.q(), n + i, d1, 0, m);
            kernels.extMul(d0, 0, d1, 0, t, 0, m);
            kernels.extSub(f.q(), half + i, f.q(), i, d0, 0, m);
            kernels.extSub(f.p(), n + half + i, f.p(), n + i, d1, 0, m);
            kernels.extMulAdd(d0, 0, d1, 0, t, 0, m);
            sums[1] = sums[1].add(kernels.extDot(t, 0, eq, i, m));
          }
        });
  }

  /** c1 from h(1), for the one coordinate by which the claim cannot be divided. */
  private Ext3 linearDirect(Fractions f, int n, int half, ExtVector eq, Ext3[] h) {
    Ext3 h1 = Ext3.ZERO;
    for (int i = 0; i < half; i++) {
      Ext3 p = f.p().get(half + i).mul(f.q().get(n + half + i));
      Ext3 q = f.q().get(half + i).mul(f.p().get(n + half + i));
      h1 = h1.add(eq.get(i).mul(p.add(q)));
    }
    return h1.sub(h[0]).sub(h[1]);
  }

  private void fold(Fractions f, int n, int half, Ext3 r) {
    workers.forRange(
        half,
        ParallelSums.GRAIN,
        (from, to) -> {
          for (int i = from; i < to; i += CHUNK) {
            int m = Math.min(CHUNK, to - i);
            kernels.extFold(f.p(), i, half + i, r, f.p(), i, m);
            kernels.extFold(f.q(), i, half + i, r, f.q(), i, m);
            kernels.extFold(f.p(), n + i, n + half + i, r, f.p(), n + i, m);
            kernels.extFold(f.q(), n + i, n + half + i, r, f.q(), n + i, m);
          }
        });
  }
}
