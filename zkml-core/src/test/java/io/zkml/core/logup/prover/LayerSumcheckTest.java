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
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rounds of one layer at chosen points and lambdas. With a coordinate 0, which a transcript
 * never gives, the claim does not determine the linear coefficient; lambda 0 has no inverse.
 */
class LayerSumcheckTest {

  private static final int CHUNK = ChunkedVector.SIZE;

  private final RandomElements random = new RandomElements(5);

  /** A layer of n pairs: p0, p1 and q0, q1 behind each other. */
  private record Tables(Ext3[] p, Ext3[] q) {
    int pairs() {
      return p.length / 2;
    }

    Ext3 claim(List<Ext3> point, Ext3 lambda) {
      int n = pairs();
      Ext3 claim = Ext3.ZERO;
      for (int i = 0; i < n; i++) {
        Ext3 summand = p[i].mul(q[n + i]).add(q[i].mul(p[n + i].add(lambda.mul(q[n + i]))));
        claim = claim.add(NaiveMle.eq(i, point).mul(summand));
      }
      return claim;
    }

    DenseRounds dense(FieldKernels kernels, Ext3 lambda) {
      int n = pairs();
      ExtVector joined = ExtVector.of(Arrays.copyOfRange(p, n, 2 * n));
      ExtVector q1 = ExtVector.of(Arrays.copyOfRange(q, n, 2 * n));
      kernels.extMulScalarAdd(q1, 0, lambda, joined, 0, n);
      ExtVector p0 = ExtVector.of(Arrays.copyOf(p, n));
      return new DenseRounds(p0, joined, ExtVector.of(Arrays.copyOf(q, n)), q1);
    }

    /** The same layer in chunks, those of one value not stored. */
    ChunkedFractions chunked() {
      return new ChunkedFractions(chunked(p), chunked(q));
    }

    private static ChunkedVector chunked(Ext3[] values) {
      ChunkedVector out = new ChunkedVector(values.length / CHUNK, Ext3.ZERO);
      for (int c = 0; c < out.chunks(); c++) {
        Ext3[] chunk = Arrays.copyOfRange(values, c * CHUNK, (c + 1) * CHUNK);
        if (Arrays.stream(chunk).allMatch(chunk[0]::equals)) {
          out.setConstant(c, chunk[0]);
        } else {
          out.store(c, ExtVector.of(chunk), 0);
        }
      }
      return out;
    }
  }

  private Tables randomTables(int pairs) {
    return new Tables(
        random.point(2 * pairs).toArray(Ext3[]::new), random.point(2 * pairs).toArray(Ext3[]::new));
  }

  /** Chunks of p are constant at random, those of q where p is 0: there they are 1. */
  private Tables tablesWithConstants(int pairs) {
    Tables t = randomTables(pairs);
    for (int c = 0; c < 2 * pairs; c += CHUNK) {
      int kind = random.below(4);
      if (kind < 3) {
        Arrays.fill(t.p, c, c + CHUNK, Ext3.of(kind));
      }
      if (kind == 0) {
        Arrays.fill(t.q, c, c + CHUNK, Ext3.ONE);
      }
    }
    return t;
  }

  private void check(Tables t, List<Ext3> point, Ext3 lambda, FieldKernels kernels)
      throws ProofRejectedException {
    Ext3 claim = t.claim(point, lambda);
    ProverChannel channel = new ProverChannel(Transcript.start("layer"));
    LayerRounds rounds = new LayerRounds(channel, point, claim);
    DenseRounds last;
    try (Workers workers = Workers.of(1)) {
      last =
          t.pairs() < CHUNK
              ? t.dense(kernels, lambda)
              : new ChunkedRounds(kernels, workers, t.chunked(), lambda).run(rounds);
    }
    last.run(kernels, rounds);
    Ext3 p0 = last.p0().get(0);
    Ext3 q0 = last.q0().get(0);
    Ext3 q1 = last.q1().get(0);
    assertThat(lastClaim(point, claim, rounds))
        .isEqualTo(p0.mul(q1).add(q0.mul(last.joined().get(0))));
    int n = t.pairs();
    List<Ext3> rho = rounds.challenges();
    assertThat(p0).isEqualTo(NaiveMle.of(i -> t.p[(int) i], rho));
    assertThat(q1).isEqualTo(NaiveMle.of(i -> t.q[n + (int) i], rho));
    assertThat(q0).isEqualTo(NaiveMle.of(i -> t.q[(int) i], rho));
  }

  /** What the verifier computes from the messages. */
  private static Ext3 lastClaim(List<Ext3> point, Ext3 claim, LayerRounds rounds)
      throws ProofRejectedException {
    VerifierChannel channel = new VerifierChannel(Transcript.start("layer"));
    Ext3 running = claim;
    for (int i = 0; i < point.size(); i++) {
      List<Ext3> c = channel.read("gkr round", rounds.messages().get(i), 2);
      Ext3 c0 = running.sub(point.get(i).mul(c.get(0).add(c.get(1))));
      Ext3 r = channel.transcript().squeeze("gkr challenge");
      assertThat(r).isEqualTo(rounds.challenges().get(i));
      running = c0.add(r.mul(c.get(0).add(r.mul(c.get(1)))));
    }
    return running;
  }

  @Test
  void run_coordinateZero_givesTheRightLinearCoefficient() throws ProofRejectedException {
    for (FieldKernels kernels : List.of(Kernels.scalar(), Kernels.auto())) {
      for (int zeros = 0; zeros < 1 << 4; zeros++) {
        List<Ext3> point = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          point.add((zeros >> i & 1) == 1 ? Ext3.ZERO : random.ext());
        }
        check(randomTables(1 << 4), point, random.ext(), kernels);
      }
    }
  }

  @Test
  void run_zerosInALargeLayer_givesTheRightLinearCoefficient() throws ProofRejectedException {
    for (int zero = 0; zero < 12; zero++) {
      List<Ext3> point = new ArrayList<>(random.point(12));
      point.set(zero, Ext3.ZERO);
      check(tablesWithConstants(1 << 12), point, random.ext(), Kernels.scalar());
    }
  }

  @Test
  void run_anyMixtureOfConstants_endsAtTheTablesValues() throws ProofRejectedException {
    for (int i = 0; i < 20; i++) {
      check(tablesWithConstants(1 << 12), random.point(12), random.ext(), Kernels.scalar());
    }
    check(tablesWithConstants(CHUNK), random.point(9), random.ext(), Kernels.scalar());
  }

  @Test
  void run_lambdaZero_endsAtTheTablesValues() throws ProofRejectedException {
    check(tablesWithConstants(1 << 12), random.point(12), Ext3.ZERO, Kernels.scalar());
  }
}
