package io.zkml.core.logup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.logup.prover.GkrProver;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.transcript.Message;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import io.zkml.core.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prover and verifier against the sum of all fractions and against the naive prover. */
class GkrRoundTripTest {

  /** Random leaves of random tables; the verifier supplies what is missing to a balance. */
  private static final class Run {
    final RandomElements random;
    final LogUpShape shape;
    final Ext3[] p;
    final Ext3[] q;

    Run(long seed) {
      random = new RandomElements(seed);
      List<LogUpShape.Table> tables = new ArrayList<>();
      for (int n = 1 + random.below(4); n > 0; n--) {
        tables.add(LogUpShapeTest.table(random.below(5), 1 + random.below(4), 1));
      }
      shape = new LogUpShape(tables);
      p = new Ext3[1 << shape.variables()];
      q = new Ext3[p.length];
      Arrays.fill(p, Ext3.ZERO);
      Arrays.fill(q, Ext3.ONE);
      for (int i = 0; i < shape.leaves(); i++) {
        p[i] = Ext3.of(random.element());
        q[i] = random.ext();
      }
    }

    GkrVerifier.PublicSum supplied() {
      Ext3[] sum = NaiveGkr.fraction(p, q);
      Ext3 scale = random.ext();
      return new GkrVerifier.PublicSum(sum[0].negate().mul(scale), sum[1].mul(scale));
    }

    /** P_t and Q_t by definition. */
    List<Ext3> pairs(List<Ext3> point) {
      List<Ext3> out = new ArrayList<>();
      for (Ext3[] side : List.of(p, q)) {
        for (int t = 0; t < shape.tables().size(); t++) {
          Ext3 sum = Ext3.ZERO;
          for (int i = 0; i < shape.tables().get(t).interactions().size(); i++) {
            long from = shape.offset(t, i);
            for (long x = from; x < from + (1L << shape.tables().get(t).logRows()); x++) {
              sum = sum.add(NaiveMle.eq(x, point).mul(side[(int) x]));
            }
          }
          out.add(sum);
        }
      }
      return out;
    }

    GkrProof prove(FieldKernels kernels, int threads) {
      ProverChannel channel = new ProverChannel(Transcript.start("gkr test"));
      try (Workers workers = Workers.of(threads)) {
        GkrProver.Result r =
            new GkrProver(kernels, workers).prove(channel, LeafTables.of(p, q, p.length));
        return new GkrProof(r.root(), r.layers(), channel.send("gkr pairs", pairs(r.point())));
      }
    }

    GkrVerifier.Reduced verify(GkrVerifier.PublicSum supplied, GkrProof proof)
        throws ProofRejectedException {
      VerifierChannel channel = new VerifierChannel(Transcript.start("gkr test"));
      return GkrVerifier.verify(channel, shape, supplied, proof);
    }

    void rejected(GkrVerifier.PublicSum supplied, GkrProof proof, String detail) {
      assertThatThrownBy(() -> verify(supplied, proof))
          .as("%s", random)
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectReason.LOGUP))
          .hasMessageContaining(detail);
    }
  }

  @Test
  void prove_randomLeaves_equalsTheNaiveProver() {
    for (long seed = 0; seed < 60; seed++) {
      Run run = new Run(seed);
      GkrProof fast = run.prove(Kernels.scalar(), 1);
      NaiveGkr naive = new NaiveGkr(new ProverChannel(Transcript.start("gkr test")));
      naive.run(run.p, run.q);
      assertThat(fast.root()).as("%s", run.random).isEqualTo(naive.rootMessage());
      assertThat(fast.layers()).as("%s", run.random).isEqualTo(naive.layers());
    }
  }

  @Test
  void verify_randomLeaves_leavesTheTablesFractions() throws ProofRejectedException {
    for (long seed = 0; seed < 60; seed++) {
      Run run = new Run(seed);
      GkrVerifier.Reduced r = run.verify(run.supplied(), run.prove(Kernels.scalar(), 1));
      assertThat(r.point()).hasSize(run.shape.variables());
      List<Ext3> pairs = run.pairs(r.point());
      int n = run.shape.tables().size();
      assertThat(r.numerators()).as("%s", run.random).isEqualTo(pairs.subList(0, n));
      assertThat(r.denominators()).as("%s", run.random).isEqualTo(pairs.subList(n, 2 * n));
    }
  }

  @Test
  void prove_anyNumberOfThreads_sendsTheSame() {
    for (long seed = 0; seed < 20; seed++) {
      Run run = new Run(seed);
      GkrProof expected = run.prove(Kernels.scalar(), 1);
      assertThat(run.prove(Kernels.scalar(), 2)).isEqualTo(expected);
      assertThat(run.prove(Kernels.scalar(), 5)).isEqualTo(expected);
    }
  }

  @Test
  @Tag("vector")
  void prove_vectorKernels_sendsTheSame() {
    for (long seed = 0; seed < 20; seed++) {
      Run run = new Run(seed);
      assertThat(run.prove(Kernels.vector(), 1)).isEqualTo(run.prove(Kernels.scalar(), 1));
    }
  }

  @Test
  void verify_sumThatIsNotZero_rejects() {
    for (long seed = 0; seed < 20; seed++) {
      Run run = new Run(seed);
      GkrProof proof = run.prove(Kernels.scalar(), 1);
      GkrVerifier.PublicSum s = run.supplied();
      run.rejected(new GkrVerifier.PublicSum(s.p().add(Ext3.ONE), s.q()), proof, "balance");
      run.rejected(new GkrVerifier.PublicSum(s.p(), s.q().add(Ext3.ONE)), proof, "balance");
      run.rejected(GkrVerifier.PublicSum.NONE, proof, "balance");
    }
  }

  @Test
  void section9Item10_zeroDenominatorOnEitherSide_rejects() {
    Run run = new Run(1);
    GkrProof proof = run.prove(Kernels.scalar(), 1);
    run.rejected(new GkrVerifier.PublicSum(Ext3.ZERO, Ext3.ZERO), proof, "zero denominator");
    run.rejected(new GkrVerifier.PublicSum(Ext3.ONE, Ext3.ZERO), proof, "zero denominator");
    GkrProof zero = new GkrProof(Message.of(new byte[48]), proof.layers(), proof.pairs());
    run.rejected(run.supplied(), zero, "zero denominator");
    run.rejected(GkrVerifier.PublicSum.NONE, zero, "zero denominator");
  }

  @Test
  void section9Item10_aLeafWithZeroDenominator_rejects() {
    // A pole among the leaves makes the whole product zero.
    Run run = new Run(2);
    GkrVerifier.PublicSum supplied = run.supplied();
    run.q[0] = Ext3.ZERO;
    run.rejected(supplied, run.prove(Kernels.scalar(), 1), "zero denominator");
  }

  @Test
  void section9Item11_paddingThatIsNotZeroOverOne_rejects() {
    for (long seed = 0; seed < 30; seed++) {
      Run run = new Run(seed);
      int padding = Math.toIntExact(run.shape.leaves());
      if (padding < run.p.length) {
        run.p[padding] = Ext3.ONE;
        run.rejected(run.supplied(), run.prove(Kernels.scalar(), 1), "leaves");
        run.p[padding] = Ext3.ZERO;
        run.q[padding] = Ext3.of(2);
        run.rejected(run.supplied(), run.prove(Kernels.scalar(), 1), "leaves");
      }
    }
  }

  @Test
  void section9Item11_pairsThatCountPaddingAsZero_rejects() {
    Run run = new Run(3);
    GkrVerifier.PublicSum supplied = run.supplied();
    GkrProof proof = run.prove(Kernels.scalar(), 1);
    for (int at = 0; at < proof.pairs().length(); at += 24) {
      byte[] bytes = proof.pairs().toBytes();
      bytes[at + 7] ^= 1;
      GkrProof lie = new GkrProof(proof.root(), proof.layers(), Message.of(bytes));
      run.rejected(supplied, lie, "leaves");
    }
  }

  @Test
  void verify_anyChangedRoundOrEnd_rejects() {
    Run run = new Run(4);
    GkrVerifier.PublicSum supplied = run.supplied();
    GkrProof proof = run.prove(Kernels.scalar(), 1);
    for (int k = 0; k < proof.layers().size(); k++) {
      GkrProof.Layer layer = proof.layers().get(k);
      for (int at = 7; at < layer.ends().length(); at += 8) {
        run.rejected(
            supplied, with(proof, k, layer.rounds(), flip(layer.ends(), at)), "layer " + k);
      }
      for (int i = 0; i < k; i++) {
        for (int at = 7; at < 48; at += 8) {
          List<Message> rounds = new ArrayList<>(layer.rounds());
          rounds.set(i, flip(rounds.get(i), at));
          run.rejected(supplied, with(proof, k, rounds, layer.ends()), "layer " + k);
        }
      }
    }
  }

  private static GkrProof with(GkrProof proof, int k, List<Message> rounds, Message ends) {
    List<GkrProof.Layer> layers = new ArrayList<>(proof.layers());
    layers.set(k, new GkrProof.Layer(rounds, ends));
    return new GkrProof(proof.root(), layers, proof.pairs());
  }

  private static Message flip(Message m, int at) {
    byte[] bytes = m.toBytes();
    bytes[at] ^= 1;
    return Message.of(bytes);
  }

  @Test
  void fingerprint_anyMessage_isTheDefinition() {
    RandomElements random = new RandomElements(9);
    LogUpShape shape = new LogUpShape(List.of(LogUpShapeTest.table(0, 1, 5)));
    Transcript t = Transcript.start("fingerprint");
    GkrVerifier.Fingerprint f = GkrVerifier.Fingerprint.squeeze(t, shape);
    assertThat(f.beta()).hasSize(3);
    Ext3[] node = random.point(5).toArray(new Ext3[0]);
    var bus = new io.zkml.core.air.Bus("b", 77, 3);
    var message = new io.zkml.core.air.Interaction("m", bus, 0, List.of(4, 0, 2));
    Ext3 expected =
        f.alpha()
            .add(NaiveMle.eq(0, f.beta()).mul(77))
            .add(NaiveMle.eq(1, f.beta()).mul(node[4]))
            .add(NaiveMle.eq(2, f.beta()).mul(node[0]))
            .add(NaiveMle.eq(3, f.beta()).mul(node[2]));
    assertThat(f.of(message, node)).isEqualTo(expected);
  }
}
