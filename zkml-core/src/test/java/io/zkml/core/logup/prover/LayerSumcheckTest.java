package io.zkml.core.logup.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rounds of one layer at chosen points. With a coordinate 0, which a transcript never gives,
 * the claim does not determine the linear coefficient.
 */
class LayerSumcheckTest {

  private final RandomElements random = new RandomElements(5);

  private void run(List<Ext3> point, FieldKernels kernels) throws ProofRejectedException {
    int n = 1 << point.size();
    Ext3[] p = random.point(2 * n).toArray(Ext3[]::new);
    Ext3[] q = random.point(2 * n).toArray(Ext3[]::new);
    Ext3 claim = Ext3.ZERO;
    for (int i = 0; i < n; i++) {
      Ext3 summand = p[i].mul(q[n + i]).add(q[i].mul(p[n + i]));
      claim = claim.add(NaiveMle.eq(i, point).mul(summand));
    }
    GkrProver.Fractions f = new GkrProver.Fractions(ExtVector.of(p), ExtVector.of(q));
    List<Message> rounds = new ArrayList<>();
    List<Ext3> rho;
    try (Workers workers = Workers.of(1)) {
      ProverChannel channel = new ProverChannel(Transcript.start("layer"));
      rho = new GkrProver(kernels, workers).sumcheck(channel, f, n, point, claim, rounds);
    }
    assertThat(lastClaim(point, claim, rounds, rho))
        .isEqualTo(f.p().get(0).mul(f.q().get(n)).add(f.q().get(0).mul(f.p().get(n))));
    assertThat(f.p().get(0)).isEqualTo(NaiveMle.of(i -> p[(int) i], rho));
    assertThat(f.q().get(n)).isEqualTo(NaiveMle.of(i -> q[n + (int) i], rho));
  }

  /** What the verifier computes from the messages. */
  private static Ext3 lastClaim(List<Ext3> point, Ext3 claim, List<Message> rounds, List<Ext3> rho)
      throws ProofRejectedException {
    VerifierChannel channel = new VerifierChannel(Transcript.start("layer"));
    Ext3 running = claim;
    for (int i = 0; i < point.size(); i++) {
      List<Ext3> c = channel.read("gkr round", rounds.get(i), 2);
      Ext3 c0 = running.sub(point.get(i).mul(c.get(0).add(c.get(1))));
      Ext3 r = channel.transcript().squeeze("gkr challenge");
      assertThat(r).isEqualTo(rho.get(i));
      running = c0.add(r.mul(c.get(0).add(r.mul(c.get(1)))));
    }
    return running;
  }

  @Test
  void sumcheck_coordinateZero_givesTheRightLinearCoefficient() throws ProofRejectedException {
    for (FieldKernels kernels : List.of(Kernels.scalar(), Kernels.auto())) {
      for (int zeros = 0; zeros < 1 << 4; zeros++) {
        List<Ext3> point = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          point.add((zeros >> i & 1) == 1 ? Ext3.ZERO : random.ext());
        }
        run(point, kernels);
      }
    }
  }

  @Test
  void sumcheck_zeroInALargeLayer_givesTheRightLinearCoefficient() throws ProofRejectedException {
    List<Ext3> point = new ArrayList<>(random.point(11));
    point.set(0, Ext3.ZERO);
    point.set(10, Ext3.ZERO);
    run(point, Kernels.scalar());
  }
}
