package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.NaiveRelation;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.prover.ProvingKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Witnesses that are wrong in one thing, with all that depends on it made to fit. The prover
 * follows the protocol and does not look.
 */
class DishonestWitnessTest {

  private final SampleRun run = new SampleRun(3);
  private final ProvingKey key = run.key();

  /** Verifies against the honest key. */
  private void rejected(RejectReason reason) throws ProofRejectedException {
    StarkProof proof = new NaiveStarkProver(key, run.statement(), run.witness()).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void add(int at, long v) {
    run.committed[at] = Goldilocks.add(run.committed[at], Goldilocks.fromSigned(v));
  }

  /** First row of a layer segment that is not padding. */
  private static final int ROW = 3;

  /** A row of a padding position: the sixth of the batch. */
  private static final int PADDING = 5;

  @Test
  void verify_honestWitness_accepts() throws ProofRejectedException {
    StarkProof proof = new NaiveStarkProver(key, run.statement(), run.witness()).prove();
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .doesNotThrowAnyException();
  }

  @Test
  void verify_wrongActivation_rejects() throws ProofRejectedException {
    add(run.layer(1, SamplePlan.Y) + ROW, 1);
    run.y[ROW * SamplePlan.FEATURES + 2] += 1;
    run.count();
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_wrongMultiplicity_rejects() throws ProofRejectedException {
    add(run.offset(SamplePlan.WITNESS, SamplePlan.RANGE_COUNT) + 16, 1);
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_multiplicitiesSwapped_rejects() throws ProofRejectedException {
    int at = run.offset(SamplePlan.WITNESS, SamplePlan.RANGE_COUNT);
    add(at, 1);
    add(at + 1, -1);
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_remainderOutOfRange_rejects() throws ProofRejectedException {
    int at = run.layer(0, SamplePlan.Q) + ROW;
    run.setLayerRow(0, ROW, Goldilocks.toSigned(run.committed[at]) - 1);
    refill();
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_remainderNegative_rejects() throws ProofRejectedException {
    int at = run.layer(1, SamplePlan.Q) + ROW;
    run.setLayerRow(1, ROW, Goldilocks.toSigned(run.committed[at]) + 1);
    refill();
    rejected(RejectReason.LOGUP);
  }

  /** Recomputes outputs, the second chip and the counts from the layer's cells. */
  private void refill() {
    for (int i = 0; i < 2; i++) {
      int n = 1 << SamplePlan.LAYER_LOGS.get(i);
      long[] stored = new long[n];
      for (int row = 0; row < n; row++) {
        stored[row] = Goldilocks.toSigned(run.committed[run.layer(i, SamplePlan.Y) + row]);
      }
      SamplePlan.OUTPUT.gather(run.y, i, stored, 0);
    }
    for (int k = 2; k < run.plan.relations().size(); k++) {
      run.virtual.set(k, NaiveRelation.column(run.plan.relations().get(k), run::operand));
    }
    for (int i = 0; i < 2; i++) {
      int n = 1 << SamplePlan.LAYER_LOGS.get(i);
      System.arraycopy(run.virtual.get(2 + 2 * i), 0, run.committed, run.second(i, 0), n);
      System.arraycopy(run.virtual.get(3 + 2 * i), 0, run.committed, run.second(i, 1), n);
    }
    run.count();
  }

  @Test
  void verify_honestRefill_changesNothing() {
    long[] before = run.committed.clone();
    refill();
    assertThat(run.committed).isEqualTo(before);
  }

  @Test
  void verify_wrongWeight_rejects() throws ProofRejectedException {
    // The run is one of another model; root and leaves are those of the key's.
    run.preprocessed[run.offset(0, 0)] = Goldilocks.add(run.preprocessed[run.offset(0, 0)], 5);
    run.fill();
    ProvingKey lie =
        new ProvingKey(key.verifyingKey(), List.of(run.preprocessed), key.preprocessed());
    rejectedWith(lie, RejectReason.OPENING);
  }

  @Test
  void verify_tableRowChanged_rejects() throws ProofRejectedException {
    // f(q) + 1 for one q that occurs.
    long q = Goldilocks.toSigned(run.committed[run.layer(0, SamplePlan.Q) + ROW]);
    int row = (int) (q - SamplePlan.TABLE_BASE);
    int at = run.offset(0, SamplePlan.FUNCTION_VALUES) + row;
    run.preprocessed[at] = Goldilocks.add(run.preprocessed[at], 1);
    for (int i = 0; i < 2; i++) {
      for (int r = 0; r < 1 << SamplePlan.LAYER_LOGS.get(i); r++) {
        if (Goldilocks.toSigned(run.committed[run.layer(i, SamplePlan.Q) + r]) == q) {
          add(run.layer(i, SamplePlan.Y) + r, 1);
        }
      }
    }
    refill();
    ProvingKey lie =
        new ProvingKey(key.verifyingKey(), List.of(run.preprocessed), key.preprocessed());
    rejectedWith(lie, RejectReason.OPENING);
  }

  private void rejectedWith(ProvingKey lie, RejectReason reason) throws ProofRejectedException {
    StarkProof proof = new NaiveStarkProver(lie, run.statement(), run.witness()).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void verify_unbalancedBus_rejects() throws ProofRejectedException {
    add(run.second(0, SamplePlan.P) + 2, 1);
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_balancedButPermuted_acceptsOnlyWhatTheBusSays() throws ProofRejectedException {
    // The bus compares multisets: swapping two rows of p is no lie about it.
    int p = run.second(0, SamplePlan.P);
    long first = run.committed[p];
    run.committed[p] = run.committed[p + 1];
    run.committed[p + 1] = first;
    StarkProof proof = new NaiveStarkProver(key, run.statement(), run.witness()).prove();
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .doesNotThrowAnyException();
  }

  @Test
  void verify_wrongVirtualColumn_rejects() throws ProofRejectedException {
    run.virtual.get(0)[ROW] = Goldilocks.add(run.virtual.get(0)[ROW], 1L << SamplePlan.SHIFT);
    long q = Goldilocks.toSigned(run.committed[run.layer(0, SamplePlan.Q) + ROW]);
    run.setLayerRow(0, ROW, q + 1);
    refill();
    rejected(RejectReason.OPENING);
  }

  @Test
  void verify_wrongVirtualColumnOfOneOperand_rejects() throws ProofRejectedException {
    run.virtual.get(3)[1] = Goldilocks.add(run.virtual.get(3)[1], 1);
    run.committed[run.second(0, SamplePlan.G) + 1] = run.virtual.get(3)[1];
    rejected(RejectReason.OPENING);
  }

  @Test
  void verify_virtualColumnsSwapped_rejects() throws ProofRejectedException {
    // Square and window of the same segment change places, with the columns that follow them.
    long[] square = run.virtual.get(2);
    run.virtual.set(2, run.virtual.get(3));
    run.virtual.set(3, square);
    int n = 1 << SamplePlan.LAYER_LOGS.get(0);
    System.arraycopy(run.virtual.get(2), 0, run.committed, run.second(0, SamplePlan.P), n);
    System.arraycopy(run.virtual.get(3), 0, run.committed, run.second(0, SamplePlan.G), n);
    rejected(RejectReason.OPENING);
  }

  @Test
  void verify_swappedTensor_rejects() throws ProofRejectedException {
    // Two weight blocks of equal size change places in the run.
    int first = run.offset(0, 1);
    int second = run.offset(0, 2);
    for (int i = 0; i < 4; i++) {
      long w = run.preprocessed[first + i];
      run.preprocessed[first + i] = run.preprocessed[second + i];
      run.preprocessed[second + i] = w;
    }
    run.fill();
    ProvingKey lie =
        new ProvingKey(key.verifyingKey(), List.of(run.preprocessed), key.preprocessed());
    rejectedWith(lie, RejectReason.OPENING);
  }

  @Test
  void verify_swappedInputRows_rejects() throws ProofRejectedException {
    SampleRun swapped = new SampleRun(3);
    for (int i = 0; i < SamplePlan.INPUTS; i++) {
      long v = swapped.x[i];
      swapped.x[i] = swapped.x[SamplePlan.INPUTS + i];
      swapped.x[SamplePlan.INPUTS + i] = v;
    }
    Statement honest = run.statement();
    System.arraycopy(swapped.x, 0, run.x, 0, run.x.length);
    run.fill();
    // The run of the swapped inputs, claimed for the original ones.
    Statement claimed = new Statement(List.of(honest.tensors().get(0), run.y), run.context);
    StarkProof proof = new NaiveStarkProver(key, claimed, run.witness()).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), claimed, proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.OPENING));
  }

  @Test
  void verify_wrongOutput_rejects() throws ProofRejectedException {
    for (int i = 0; i < run.y.length; i++) {
      run.y[i] += 1;
      rejected(RejectReason.OPENING);
      run.y[i] -= 1;
    }
  }

  @Test
  void verify_wrongInput_rejects() throws ProofRejectedException {
    run.x[5] += run.x[5] < 0 ? 1 : -1;
    rejected(RejectReason.OPENING);
  }

  @Test
  void verify_paddingCellNotZero_rejects() throws ProofRejectedException {
    // q = 1 where acc = 0: the remainder leaves its range.
    run.setLayerRow(1, PADDING, 1);
    refill();
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_outputPaddingNotZero_rejects() throws ProofRejectedException {
    // The binding covers padding: y = 1 there, were it not for the table, is no output.
    add(run.layer(1, SamplePlan.Y) + PADDING, 1);
    run.count();
    rejected(RejectReason.LOGUP);
  }

  @Test
  void verify_paddedAccumulatorNotZero_rejects() throws ProofRejectedException {
    // A virtual column is defined in padding rows too: 32 there gives q = 1.
    run.virtual.get(1)[PADDING] = 1L << SamplePlan.SHIFT;
    run.setLayerRow(1, PADDING, 1);
    refill();
    rejected(RejectReason.OPENING);
  }

  @Test
  void verify_constraintViolatedInOneRow_rejects() throws ProofRejectedException {
    for (int segment = 0; segment < 2; segment++) {
      int at = run.layer(segment, SamplePlan.CUBE) + ROW;
      add(at, 1);
      rejected(RejectReason.ZEROCHECK);
      add(at, -1);
    }
    add(run.second(1, SamplePlan.G) + ROW, 1);
    rejected(RejectReason.ZEROCHECK);
  }

  @Test
  void verify_twoViolationsThatCancel_reject() throws ProofRejectedException {
    // With s = r = q the two constraints s^2 - s and r - r s add up to 0, and the lookup balances.
    int row = 0;
    while (Goldilocks.toSigned(run.committed[run.layer(0, SamplePlan.Q) + row]) < 2) {
      row++;
    }
    long q = run.committed[run.layer(0, SamplePlan.Q) + row];
    assertThat(q).isLessThanOrEqualTo(SamplePlan.CLAMP_HIGH);
    run.committed[run.layer(0, SamplePlan.S) + row] = q;
    run.committed[run.layer(0, SamplePlan.R) + row] = q;
    run.count();
    rejected(RejectReason.ZEROCHECK);
  }

  @Test
  void prove_wrongWitness_refusesRatherThanProve() {
    run.y[0] += 1;
    assertThatThrownBy(() -> run.prove(key, Kernels.scalar(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
