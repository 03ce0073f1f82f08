package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.logup.GkrVerifier;
import io.zkml.core.logup.NaiveGkr;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.Points;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.prover.ProvingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A prover of a false statement that answers every check with what the verifier wants to hear, up
 * to some stage. Each stage's check is the only one that stops it there: if one were dropped, the
 * forgery would fail later or not at all, and the test here would fail.
 */
class ForgerTest {

  /** The last message that is made to fit. */
  enum Stage {
    NOTHING(RejectReason.LOGUP, "do not balance"),
    ROOT(RejectReason.LOGUP, "layer 0"),
    LAYERS(RejectReason.LOGUP, "leaves"),
    PAIRS(RejectReason.ZEROCHECK, "constraints"),
    COMMITTED_VALUE(RejectReason.OPENING, "last claim"),
    VIRTUAL_VALUE(RejectReason.OPENING, "last claim");

    private final RejectReason reason;
    private final String detail;

    Stage(RejectReason reason, String detail) {
      this.reason = reason;
      this.detail = detail;
    }
  }

  /** The forger. */
  private static class Forger extends NaiveStarkProver {
    private final Stage stage;

    Forger(ProvingKey key, SampleRun run, Stage stage) throws ProofRejectedException {
      super(key, run.statement(), run.witness());
      this.stage = stage;
    }

    private boolean reaches(Stage s) {
      return stage.compareTo(s) >= 0;
    }

    @Override
    protected NaiveGkr gkr() {
      return new NaiveGkr(channel) {
        @Override
        protected List<Ext3> root(List<Ext3> honest) {
          return reaches(Stage.ROOT) ? List.of(Ext3.ZERO, honest.get(1)) : honest;
        }

        @Override
        protected List<Ext3> ends(List<Ext3> honest, Ext3 running, Ext3 lambda) {
          if (!reaches(Stage.LAYERS)) {
            return honest;
          }
          Ext3 p1 = honest.get(1);
          Ext3 q0 = honest.get(2);
          Ext3 q1 = honest.get(3);
          Ext3 rest = running.sub(p1.mul(q0)).sub(lambda.mul(q0).mul(q1));
          return List.of(rest.mul(q1.inverse()), p1, q0, q1);
        }
      };
    }

    @Override
    protected List<Ext3> pairs(List<Ext3> honest, NaiveGkr gkr) {
      if (!reaches(Stage.PAIRS)) {
        return honest;
      }
      int n = plan.segments().size();
      Ext3 p = gkr.claimedP();
      Ext3 q = gkr.claimedQ().sub(Ext3.ONE);
      for (int t = 0; t < n; t++) {
        p = p.sub(honest.get(t));
        q = q.sub(honest.get(n + t));
        for (Ext3 w : GkrVerifier.prefixWeights(context.logUp(), t, gkr.point())) {
          q = q.add(w);
        }
      }
      List<Ext3> out = new ArrayList<>(honest);
      out.set(0, out.get(0).add(p));
      out.set(n, out.get(n).add(q));
      return out;
    }

    @Override
    protected List<Ext3> columnValues(List<Ext3> honest, Ext3 claim, List<Ext3> xi, List<Ext3> at) {
      if (!reaches(Stage.COMMITTED_VALUE)) {
        return honest;
      }
      // The range table's count and the layer's acc enter linearly.
      int count = 2 * (SamplePlan.LAYER_COLUMNS + 1) + 2 * (SamplePlan.SECOND_COLUMNS + 2);
      int index = stage == Stage.COMMITTED_VALUE ? count : SamplePlan.LAYER_COLUMNS;
      return solve(honest, index, v -> total(v, xi, at).sub(claim));
    }

    /** The verifier's last value for these columns. */
    private Ext3 total(List<Ext3> given, List<Ext3> xi, List<Ext3> at) {
      ZerocheckVerifier.Columns all = withPublic(at, given);
      Ext3 sum = Ext3.ZERO;
      for (int t = 0; t < plan.segments().size(); t++) {
        int n = plan.segments().get(t).logRows();
        Ext3 weight = eta.pow(t);
        for (Ext3 r : at.subList(0, at.size() - n)) {
          weight = weight.mul(r);
        }
        List<Ext3> xiT = Points.suffix(xi, n);
        List<Ext3> own = Points.suffix(at, n);
        weight = weight.mul(NaiveMle.of(x -> NaiveMle.eq(x, xiT), own));
        sum = sum.add(weight.mul(polynomial(t, all.values().get(t), xi)));
      }
      return sum;
    }

    /** Moves one value, which the function is affine in, so that the function is 0. */
    private static List<Ext3> solve(
        List<Ext3> values, int index, Function<List<Ext3>, Ext3> function) {
      List<Ext3> moved = new ArrayList<>(values);
      Ext3 here = function.apply(moved);
      moved.set(index, values.get(index).add(Ext3.ONE));
      Ext3 slope = function.apply(moved).sub(here);
      moved.set(index, values.get(index).sub(here.mul(slope.inverse())));
      assertThat(function.apply(moved).isZero()).isTrue();
      return moved;
    }
  }

  /** A run whose output is wrong in one place. */
  private static SampleRun lie() {
    SampleRun run = new SampleRun(5);
    int at = run.layer(0, SamplePlan.Y) + 4;
    run.committed[at] = Goldilocks.add(run.committed[at], 1);
    run.y[2 * SamplePlan.FEATURES] += 1;
    return run;
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void verify_forgeryUpToAStage_isStoppedByTheNextCheck(Stage stage) throws ProofRejectedException {
    SampleRun run = lie();
    ProvingKey key = run.key();
    StarkProof proof = new Forger(key, run, stage).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(stage.reason))
        .hasMessageContaining(stage.detail);
  }

  @Test
  void section9Item10_rootWithZeroDenominator_rejects() throws ProofRejectedException {
    // 0 / 0 satisfies the cross-multiplied equation whatever is on the buses.
    SampleRun run = lie();
    ProvingKey key = run.key();
    StarkProof proof =
        new NaiveStarkProver(key, run.statement(), run.witness()) {
          @Override
          protected NaiveGkr gkr() {
            return new NaiveGkr(channel) {
              @Override
              protected List<Ext3> root(List<Ext3> honest) {
                return List.of(Ext3.ZERO, Ext3.ZERO);
              }
            };
          }
        }.prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .hasMessageContaining("zero denominator");
  }

  @Test
  void section9Item11_imbalanceHiddenInPaddingLeaves_rejects() throws ProofRejectedException {
    // Padding leaves that carry a numerator balance the sum; the pairs stay honest.
    SampleRun run = lie();
    ProvingKey key = run.key();
    Ext3 imbalance = imbalance(key, run);
    StarkProof proof =
        new NaiveStarkProver(key, run.statement(), run.witness()) {
          @Override
          protected Ext3 paddingNumerator() {
            long leaves = context.logUp().leaves();
            long padding = (1L << context.logUp().variables()) - leaves;
            return imbalance.mul(Goldilocks.inverse(padding)).negate();
          }
        }.prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .hasMessageContaining("leaves");
  }

  /** p / q of an honest root. */
  private static Ext3 imbalance(ProvingKey key, SampleRun run) throws ProofRejectedException {
    List<Ext3> root = new ArrayList<>();
    new NaiveStarkProver(key, run.statement(), run.witness()) {
      @Override
      protected NaiveGkr gkr() {
        return new NaiveGkr(channel) {
          @Override
          protected List<Ext3> root(List<Ext3> honest) {
            root.addAll(honest);
            return honest;
          }
        };
      }
    }.prove();
    return root.get(0).mul(root.get(1).inverse());
  }

  @Test
  void verify_pairsOfTwoSegmentsThatCancel_reject() throws ProofRejectedException {
    SampleRun run = new SampleRun(5);
    ProvingKey key = run.key();
    int n = run.plan.segments().size();
    for (int first : new int[] {0, n}) {
      StarkProof proof =
          new NaiveStarkProver(key, run.statement(), run.witness()) {
            @Override
            protected List<Ext3> pairs(List<Ext3> honest, NaiveGkr gkr) {
              List<Ext3> out = new ArrayList<>(honest);
              out.set(first, out.get(first).add(Ext3.ONE));
              out.set(first + 1, out.get(first + 1).sub(Ext3.ONE));
              return out;
            }
          }.prove();
      assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectReason.ZEROCHECK));
    }
  }

  @Test
  void verify_operandValueMadeUp_rejects() throws ProofRejectedException {
    SampleRun run = new SampleRun(5);
    ProvingKey key = run.key();
    StarkProof proof =
        new NaiveStarkProver(key, run.statement(), run.witness()) {
          @Override
          protected List<Ext3> operands(List<Ext3> honest) {
            List<Ext3> out = new ArrayList<>(honest);
            out.set(0, out.getFirst().add(Ext3.ONE));
            return out;
          }
        }.prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.OPENING));
  }
}
