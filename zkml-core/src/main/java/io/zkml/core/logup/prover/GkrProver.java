package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.parallel.Workers;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves a fractional sum over 2^L leaves layer by layer. Layers are stored and folded in place
 * once their sumcheck runs; those of more than a chunk of pairs as {@link ChunkedFractions}.
 */
public final class GkrProver {

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

  /** One small layer's fractions p / q. */
  record Fractions(ExtVector p, ExtVector q) {}

  /** Proves the sum of the leaves, which are overwritten. */
  public Result prove(ProverChannel channel, Leaves leaves) {
    List<ChunkedFractions> large = new ArrayList<>();
    List<Fractions> small = new ArrayList<>();
    tree(leaves, large, small);
    Ext3 rootP = small.getLast().p().get(0);
    Ext3 rootQ = small.getLast().q().get(0);
    Message root = channel.send("gkr root", List.of(rootP, rootQ));
    List<GkrProof.Layer> layers = new ArrayList<>();
    Claim claim = new Claim(List.of(), rootP, rootQ);
    small.removeLast();
    for (int k = 0; k < leaves.variables(); k++) {
      Layer layer = new Layer(channel, claim, channel.transcript().squeeze("gkr lambda"));
      DenseRounds last =
          small.isEmpty()
              ? new ChunkedRounds(kernels, workers, large.removeLast(), layer.lambda)
                  .run(layer.rounds)
              : dense(small.removeLast(), layer.lambda);
      last.run(kernels, layer.rounds);
      claim = layer.end(last, layers);
    }
    return new Result(root, layers, claim.point());
  }

  private record Claim(List<Ext3> point, Ext3 p, Ext3 q) {}

  /** All layers, leaves first: chunks as long as both halves have at least one. */
  private void tree(Leaves leaves, List<ChunkedFractions> large, List<Fractions> small) {
    ChunkedFractions f = leaves.fractions();
    for (; f.q().chunks() > 1; f = f.sums(kernels, workers)) {
      large.add(f);
    }
    int n = 1 << Math.min(leaves.variables(), ChunkedVector.LOG_SIZE);
    Fractions first = new Fractions(new ExtVector(n), new ExtVector(n));
    f.p().copyTo(first.p(), 0, n);
    f.q().copyTo(first.q(), 0, n);
    small.add(first);
    for (int half = n / 2; half > 0; half /= 2) {
      small.add(above(small.getLast(), half));
    }
  }

  private Fractions above(Fractions f, int n) {
    Fractions out = new Fractions(new ExtVector(n), new ExtVector(n));
    kernels.extMul(f.p(), 0, f.q(), n, out.p(), 0, n);
    kernels.extMulAdd(f.p(), n, f.q(), 0, out.p(), 0, n);
    kernels.extMul(f.q(), 0, f.q(), n, out.q(), 0, n);
    return out;
  }

  private DenseRounds dense(Fractions f, Ext3 lambda) {
    int n = f.q().length() / 2;
    kernels.extMulScalarAdd(f.q(), n, lambda, f.p(), n, n);
    return new DenseRounds(
        f.p().copyOfRange(0, n),
        f.p().copyOfRange(n, 2 * n),
        f.q().copyOfRange(0, n),
        f.q().copyOfRange(n, 2 * n));
  }

  /** A layer's claim and rounds. */
  private static final class Layer {
    private final ProverChannel channel;
    private final Ext3 lambda;
    private final LayerRounds rounds;

    Layer(ProverChannel channel, Claim claim, Ext3 lambda) {
      this.channel = channel;
      this.lambda = lambda;
      this.rounds = new LayerRounds(channel, claim.point(), claim.p().add(lambda.mul(claim.q())));
    }

    /** Sends the ends of both halves; the claim on the layer below. */
    Claim end(DenseRounds last, List<GkrProof.Layer> layers) {
      Ext3 q0 = last.q0().get(0);
      Ext3 q1 = last.q1().get(0);
      Ext3 p0 = last.p0().get(0);
      Ext3 p1 = last.joined().get(0).sub(lambda.mul(q1));
      Message ends = channel.send("gkr ends", List.of(p0, p1, q0, q1));
      layers.add(new GkrProof.Layer(rounds.messages(), ends));
      Ext3 mu = channel.transcript().squeeze("gkr mu");
      List<Ext3> point = new ArrayList<>();
      point.add(mu);
      point.addAll(rounds.challenges());
      return new Claim(point, p0.add(mu.mul(p1.sub(p0))), q0.add(mu.mul(q1.sub(q0))));
    }
  }
}
