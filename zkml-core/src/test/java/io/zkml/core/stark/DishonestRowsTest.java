package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.prover.ProvingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that are easily forgotten: selectors that are not boolean, padding rows of a table. */
class DishonestRowsTest {

  private static final int ROW = 3;

  /** A row of a padding position: the sixth of the batch. */
  private static final int PADDING = 5;

  /** Witness block of the second table's multiplicities, values behind it: see twoOwners. */
  private static final int SECOND_COUNT = SamplePlan.CLAMP_COUNT + 1;

  private final SampleRun run = new SampleRun(3);
  private final ProvingKey key = run.key();

  private void rejected(RejectReason... reasons) throws ProofRejectedException {
    StarkProof proof = new NaiveStarkProver(key, run.statement(), run.witness()).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(reasons).contains(e.reason()));
  }

  @Test
  void section9Item19_selectorNotBooleanOnARow_rejects() throws ProofRejectedException {
    for (int row : new int[] {ROW, PADDING}) {
      run.fill();
      // Twice the clamp lookup of (q, 0): s = 2, counted twice in the table.
      run.committed[run.layer(1, SamplePlan.S) + row] = 2;
      run.committed[run.layer(1, SamplePlan.R) + row] = 0;
      run.count();
      rejected(RejectReason.ZEROCHECK, RejectReason.LOGUP);
    }
  }

  @Test
  void section9Item19_selectorThatCancelsAnotherLookup_rejects() throws ProofRejectedException {
    // With s = -1 in a padding row a false lookup (q, r) of another row would balance itself.
    run.fill();
    run.committed[run.layer(1, SamplePlan.S) + PADDING] = 1;
    run.committed[run.layer(1, SamplePlan.R) + PADDING] = 19;
    run.committed[run.layer(1, SamplePlan.S) + PADDING + 1] = Goldilocks.P - 1;
    run.committed[run.layer(1, SamplePlan.R) + PADDING + 1] = 19;
    run.count();
    rejected(RejectReason.ZEROCHECK);
  }

  /** A run in which q = 50 is honest, one beyond the function table, whose row 100 holds 0. */
  private static SampleRun beyondTheTable(ProofPlan plan) {
    SampleRun run = new SampleRun(4, plan);
    Arrays.fill(run.x, 0);
    long q = SamplePlan.TABLE_BASE + SamplePlan.TABLE_ROWS;
    int bias = run.offset(SamplePlan.PREPROCESSED, SamplePlan.BIAS + 1);
    run.preprocessed[bias] = q << SamplePlan.SHIFT;
    run.fill();
    for (int row = 0; row < SamplePlan.BATCH; row++) {
      run.committed[run.layer(1, SamplePlan.Y) + row] = 0;
      run.y[row * SamplePlan.FEATURES + 2] = 0;
    }
    int count = run.offset(SamplePlan.WITNESS, SamplePlan.FUNCTION_COUNT);
    run.committed[count + SamplePlan.TABLE_ROWS] = SamplePlan.BATCH;
    return run;
  }

  @Test
  void section9Item02_multiplicityInAPaddingRowOfATable_rejects() throws ProofRejectedException {
    SampleRun beyond = beyondTheTable(SamplePlan.plan());
    ProvingKey own = beyond.key();
    StarkProof proof = new NaiveStarkProver(own, beyond.statement(), beyond.witness()).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(own.verifyingKey(), beyond.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.ZEROCHECK));
  }

  /** The sample whose function table has no guard, with this many rows in use. */
  private static ProofPlan withoutGuard(long rows) {
    List<Segment> segments = new ArrayList<>(SamplePlan.segments());
    Segment table = segments.get(SamplePlan.FUNCTION_TABLE);
    segments.set(
        SamplePlan.FUNCTION_TABLE,
        new Segment(unguarded(), rows, table.logRows(), table.sources()));
    return new ProofPlan(
        SamplePlan.commitments(),
        SamplePlan.publicTensors(),
        segments,
        SamplePlan.relations(),
        SamplePlan.bindings());
  }

  @Test
  void section9Item02_tableWithoutGuard_isRefused() {
    assertThatThrownBy(() -> withoutGuard(SamplePlan.TABLE_ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows that are not in use");
  }

  @Test
  void section9Item02_paddingDeclaredAsEntries_provesTheirValue() throws ProofRejectedException {
    // Not a defect: it shows that the guard is what the two tests above are about.
    SampleRun beyond = beyondTheTable(withoutGuard(1L << SamplePlan.TABLE_LOG));
    ProvingKey own = beyond.key();
    StarkProof proof = beyond.prove(own, Kernels.scalar(), 1);
    assertThatCode(() -> StarkVerifier.verify(own.verifyingKey(), beyond.statement(), proof))
        .doesNotThrowAnyException();
  }

  private static Chip unguarded() {
    ConstraintBuilder b = new ConstraintBuilder("function table");
    Expr count = b.committed("count");
    Expr value = b.committed("value");
    Expr key = b.publicColumn("key");
    b.publicColumn("used");
    b.interact("row", SamplePlan.FUNCTION, count.negate(), key, value);
    return b.build();
  }

  /** The sample with a second table on the function bus, whose values are the prover's. */
  private static ProofPlan twoOwners() {
    List<ProofPlan.CommittedVector> commitments = new ArrayList<>(SamplePlan.commitments());
    List<Integer> logs = new ArrayList<>(commitments.getLast().blockLogs());
    logs.addAll(List.of(SamplePlan.TABLE_LOG, SamplePlan.TABLE_LOG));
    commitments.set(SamplePlan.WITNESS, new ProofPlan.CommittedVector(false, logs));
    List<Segment> segments = new ArrayList<>(SamplePlan.segments());
    Segment table = segments.get(SamplePlan.FUNCTION_TABLE);
    List<Segment.Source> sources = new ArrayList<>(table.sources());
    sources.set(0, new Segment.Committed(SamplePlan.WITNESS, SECOND_COUNT));
    sources.set(1, new Segment.Committed(SamplePlan.WITNESS, SECOND_COUNT + 1));
    segments.add(new Segment(table.chip(), table.rows(), table.logRows(), sources));
    return new ProofPlan(
        commitments,
        SamplePlan.publicTensors(),
        segments,
        SamplePlan.relations(),
        SamplePlan.bindings());
  }

  @Test
  void section9Item18_secondOwnerOfATable_isRefused() {
    // A prover could put (q, y + 1) into the second table and prove a false y.
    assertThatThrownBy(DishonestRowsTest::twoOwners)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("owns a table twice");
  }

  @Test
  void section9Item18_oneOwner_rejectsTheSameValue() throws ProofRejectedException {
    int at = run.layer(1, SamplePlan.Y) + ROW;
    run.committed[at] = Goldilocks.add(run.committed[at], 1);
    run.y[ROW * SamplePlan.FEATURES + 2] += 1;
    run.count();
    rejected(RejectReason.LOGUP);
  }
}
