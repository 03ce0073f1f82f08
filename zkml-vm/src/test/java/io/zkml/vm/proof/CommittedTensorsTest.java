package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.merkle.Digest;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.stark.PlanBytes;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Inputs and outputs behind digests: what is proven of them, and what a prover cannot hide. */
class CommittedTensorsTest {

  private static final int BITS = 6;
  private static final TensorAxis BATCH = new TensorAxis.Batch();
  private static final Activation LINEAR = new Activation.Linear();

  /** The program with all inputs committed whose window is in the range table. */
  private static TensorProgram committedInputs(TensorProgram p) {
    return undisclosedInputs(p, Storage.COMMITTED_INPUT);
  }

  private static TensorProgram undisclosedInputs(TensorProgram p, Storage storage) {
    List<TensorSpec> tensors = new ArrayList<>();
    List<TensorJob> jobs = new ArrayList<>();
    for (TensorSpec s : p.tensors()) {
      if (s.storage() == Storage.INPUT && s.max() - s.min() < 1L << p.rangeBits()) {
        jobs.add(new CommittedInput(tensors.size(), s.min(), s.max()));
        tensors.add(new TensorSpec(s.name(), storage, s.layout(), s.min(), s.max()));
      } else {
        tensors.add(s);
      }
    }
    jobs.addAll(p.jobs());
    return new TensorProgram(tensors, jobs, p.outputs(), p.committedOutputs(), p.rangeBits());
  }

  /** The program with private inputs and outputs. */
  private static TensorProgram allPrivate(TensorProgram open) {
    TensorProgram p = undisclosedInputs(open, Storage.PRIVATE_INPUT);
    return new TensorProgram(p.tensors(), p.jobs(), List.of(), List.of(), p.rangeBits());
  }

  /** The program with all outputs committed. */
  private static TensorProgram committedOutputs(TensorProgram p) {
    List<Integer> outputs = p.outputs().stream().distinct().toList();
    return new TensorProgram(p.tensors(), p.jobs(), List.of(), outputs, p.rangeBits());
  }

  private static StarkProof accepted(MachineRun run) throws ProofRejectedException {
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    StarkVerifier.verify(key.verifyingKey(), run.statement(), proof);
    return proof;
  }

  /** The run follows the protocol on its cells; the verifier says what is wrong with them. */
  private static void rejected(MachineRun run, RejectReason reason) {
    ProvingKey key = run.key();
    Statement statement = run.statement();
    StarkProof proof = run.prove(key, statement);
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), statement, proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void verify_randomProgramsOfAnyVisibility_accepts() throws ProofRejectedException {
    for (long seed = 0; seed < 24; seed++) {
      RandomProgram.Run run = RandomProgram.of(seed, 1 + (int) (seed % 4));
      TensorProgram program = run.program();
      program = seed % 2 == 0 ? committedInputs(program) : program;
      program = seed % 3 != 0 ? committedOutputs(program) : program;
      accepted(new MachineRun(program, run.values()));
    }
  }

  @Test
  void statement_ofCommittedTensors_holdsDigestsAlone() throws ProofRejectedException {
    MachineRun open = SmallNetworks.mixed(1);
    TensorProgram program = committedOutputs(committedInputs(open.machine.program()));
    MachineRun run = new MachineRun(program, open.values);
    accepted(run);
    assertThat(run.statement().tensors()).isEmpty();
    assertThat(run.statement().commitments()).hasSize(3).doesNotHaveDuplicates();
    assertThat(run.plan.bindings()).isEmpty();
    assertThat(run.plan.publicTensors()).isEmpty();
    VerifyingKey vk = run.key().verifyingKey();
    for (int k = 0; k < 3; k++) {
      int t = program.boundary().get(k);
      BoundaryTensor form = new BoundaryTensor(program.tensors().get(t).layout());
      byte[] digest = form.digest(vk, k, run.tensors.get(t), MachineRun.salt(k));
      assertThat(Digest.of(digest)).isEqualTo(run.statement().commitments().get(k));
      assertThat(form.vector()).isEqualTo(run.plan.commitments().get(1 + k));
    }
    BoundaryTensor form = new BoundaryTensor(padded(3));
    assertThatThrownBy(() -> form.digest(vk, 0, new long[4], MachineRun.salt(0)))
        .hasMessageContaining("4 entries, not 3");
  }

  @Test
  void statement_ofPrivateTensors_isEmpty() throws ProofRejectedException {
    MachineRun open = SmallNetworks.mixed(1);
    MachineRun run = new MachineRun(allPrivate(open.machine.program()), open.values);
    accepted(run);
    assertThat(run.statement().tensors()).isEmpty();
    assertThat(run.statement().commitments()).isEmpty();
    assertThat(run.plan.commitments()).hasSize(2);
    for (long seed = 0; seed < 8; seed++) {
      RandomProgram.Run r = RandomProgram.of(seed, 1 + (int) (seed % 4));
      accepted(new MachineRun(undisclosedInputs(r.program(), Storage.PRIVATE_INPUT), r.values()));
    }
  }

  @Test
  void verify_privateInputOutOfItsWindowOrInPadding_rejects() throws ProofRejectedException {
    MachineRun open = sums(-10, 9, 1, 2, 3, -10, 9, 0);
    TensorProgram p = open.machine.program();
    List<TensorSpec> tensors = new ArrayList<>(p.tensors());
    TensorSpec x = tensors.getFirst();
    tensors.set(0, new TensorSpec(x.name(), Storage.PRIVATE_INPUT, x.layout(), x.min(), x.max()));
    TensorProgram hidden =
        new TensorProgram(tensors, p.jobs(), p.outputs(), List.of(), p.rangeBits());
    for (int cell : new int[] {3, 5}) {
      MachineRun run = new MachineRun(hidden, open.values);
      accepted(run);
      Segment input = segment(run, "input from");
      add(run.committed, run.offset(input, 0) + cell, 1);
      add(run.committed, run.offset(segment(run, "requantize"), 0) + cell / 4, 1);
      run.tensors.getLast()[cell / 4]++;
      run.refill();
      // The padding cell of the first sum; 9 + 1 in the second.
      rejected(run, RejectReason.LOGUP);
    }
  }

  @Test
  void plan_wholePublic_isAsIfNothingCouldBeCommitted() {
    MachineRun open = SmallNetworks.mixed(1);
    assertThat(open.plan.boundary()).isZero();
    assertThat(open.plan.commitments()).hasSize(2);
    assertThat(open.plan.segments()).noneMatch(s -> s.chip().name().startsWith("input from"));
    TensorProgram p = open.machine.program();
    TensorProgram same =
        new TensorProgram(p.tensors(), p.jobs(), p.outputs(), List.of(), p.rangeBits());
    assertThat(PlanBytes.encode(new TensorMachine(same).plan()))
        .isEqualTo(PlanBytes.encode(open.plan));
  }

  @Test
  void plan_outputOfASharedChip_hasAnInstanceOfItsOwn() throws ProofRejectedException {
    MachineRun twins = SmallNetworks.twins();
    TensorProgram p = twins.machine.program();
    int first = p.jobs().get(1).results().getFirst();
    TensorProgram program =
        new TensorProgram(p.tensors(), p.jobs(), p.outputs(), List.of(first), p.rangeBits());
    MachineRun run = new MachineRun(program, twins.values);
    accepted(run);
    assertThat(Instance.of(program)).hasSize(Instance.of(p).size() + 1);
    assertThat(run.plan.commitments().get(1))
        .isEqualTo(new BoundaryTensor(p.tensors().get(first).layout()).vector());
  }

  @Test
  void verify_outputThatIsPublicAndCommitted_isBothTheSame() throws ProofRejectedException {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.committedInput(features(5), -9, 9, 1, -2, 3, 4, 5);
    int y = b.requantize(b.contract(features(5), List.of(term(64, x, BATCH))), LINEAR);
    MachineRun run = new MachineRun(b.output(y).committedOutput(y).build(), b.values());
    accepted(run);
    run.tensors.get(y)[1] = -1;
    assertThatThrownBy(() -> run.prove(run.key(), run.statement()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("claim");
  }

  @Test
  void entries_ofAnyLayout_areTheColumnsOfItsInstance() {
    for (TensorLayout layout : List.of(padded(3), features(7), features(15, 3), padded(1))) {
      long[] values = new SplittableRandom(1).longs(layout.size(), -20, 21).toArray();
      ProgramBuilder b = new ProgramBuilder(BITS);
      int x = b.committedInput(layout, -20, 20, values);
      TensorAxis[] axes = layout.axes().stream().map(a -> BATCH).toArray(TensorAxis[]::new);
      int y = b.requantize(b.contract(layout, List.of(term(64, x, axes))), LINEAR);
      MachineRun run = new MachineRun(b.committedOutput(y).build(), b.values());
      assertThat(run.boundary.getFirst()).isEqualTo(run.boundary.getLast());
      assertThat(TraceChecker.check(run.tables(), List.of()).isClean()).isTrue();
    }
  }

  @Test
  void digest_outputOfOneProof_isTheInputOfTheNext() {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.input(padded(3), -9, 9, 1, 2, 3);
    int y = b.requantize(b.contract(padded(3), List.of(term(128, x, BATCH))), LINEAR);
    MachineRun first = new MachineRun(b.committedOutput(y).build(), b.values());
    ProgramBuilder c = new ProgramBuilder(BITS);
    int in = c.committedInput(padded(3), -32, 31, first.tensors.get(y));
    int out = c.requantize(c.contract(padded(3), List.of(term(64, in, BATCH))), LINEAR);
    MachineRun second = new MachineRun(c.output(out).build(), c.values());
    assertThat(second.statement().commitments()).isEqualTo(first.statement().commitments());
  }

  /** Sums of three entries, padded to four, times 64 over 2^6: a sum goes through unchanged. */
  private static MachineRun sums(long min, long max, long... x) {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int in = b.committedInput(padded(2, 3), min, max, x);
    int acc = b.contract(padded(2), List.of(term(64, in, BATCH, new TensorAxis.Sum())));
    return new MachineRun(b.output(b.requantize(acc, LINEAR)).build(), b.values());
  }

  private static Segment segment(MachineRun run, String name) {
    return run.plan.segments().stream()
        .filter(s -> s.chip().name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void verify_honestSums_accepts() throws ProofRejectedException {
    MachineRun run = sums(-10, 9, 1, 2, 3, -10, 9, 0);
    accepted(run);
    assertThat(run.statement().tensors().getFirst()).containsExactly(6, -1);
  }

  private static void add(long[] cells, int at, long delta) {
    cells[at] = Goldilocks.add(cells[at], Goldilocks.fromSigned(delta));
  }

  /** The input's cell and the result's cell of the same row change alike, all else follows. */
  private static MachineRun shifted(int cell, long delta) {
    return shifted(sums(-10, 9, 1, 2, 3, -10, 9, 0), cell, delta);
  }

  private static MachineRun shifted(MachineRun run, int cell, long delta) {
    add(run.boundary.getFirst(), cell, delta);
    Segment result = segment(run, "requantize");
    add(run.committed, run.offset(result, 0) + cell / 4, delta);
    run.tensors.getLast()[cell / 4] += delta;
    run.refill();
    return run;
  }

  @Test
  void verify_otherInputInItsWindow_isAnotherTrueStatement() throws ProofRejectedException {
    accepted(shifted(0, 3));
  }

  @Test
  void verify_paddingCellNotZero_rejects() {
    // A hidden summand: three entries of at most 9 cannot sum up to what is claimed.
    rejected(shifted(3, 5), RejectReason.LOGUP);
    rejected(shifted(7, -1), RejectReason.LOGUP);
    // Where the window is the whole table, the constraint alone says no.
    MachineRun full = sums(-32, 31, 1, 2, 3, -10, 9, 0);
    rejected(shifted(full, 3, 5), RejectReason.ZEROCHECK);
  }

  @Test
  void verify_cellOutOfItsWindow_rejects() {
    // 10 is in the range table's window, but not in the declared one.
    rejected(shifted(0, 9), RejectReason.LOGUP);
    rejected(shifted(5, 1), RejectReason.LOGUP);
  }

  @Test
  void verify_cellBelowItsWindow_rejects() {
    rejected(shifted(4, -1), RejectReason.LOGUP);
  }

  @Test
  void verify_otherCommittedOutput_rejects() {
    MachineRun open = SmallNetworks.mixed(1);
    TensorProgram program = committedOutputs(open.machine.program());
    MachineRun run = new MachineRun(program, open.values);
    for (int cell : new int[] {0, 1}) {
      run.boundary.getFirst()[cell] += 1;
      run.refill();
      rejected(run, RejectReason.LOGUP);
      run.boundary.getFirst()[cell] -= 1;
    }
  }

  @Test
  void verify_paddingOfACommittedOutput_rejects() {
    // Padding holds 0 even where no public block is compared: contractions may read it.
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.input(padded(3), -9, 9, 1, 2, 3);
    int y = b.requantize(b.contract(padded(3), List.of(term(64, x, BATCH))), LINEAR);
    MachineRun run = new MachineRun(b.committedOutput(y).build(), b.values());
    run.boundary.getFirst()[3] = 1;
    run.refill();
    rejected(run, RejectReason.LOGUP);
  }

  @Test
  void verify_twoInputsExchanged_rejects() throws ProofRejectedException {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.committedInput(padded(4), -9, 9, 1, 2, 3, 4);
    int y = b.committedInput(padded(4), -9, 9, 5, 6, 7, 8);
    int acc = b.contract(padded(4), List.of(term(64, x, BATCH), term(128, y, BATCH)));
    MachineRun run = new MachineRun(b.output(b.requantize(acc, LINEAR)).build(), b.values());
    StarkProof proof = accepted(run);
    Statement s = run.statement();
    List<Digest> reversed = s.commitments().reversed();
    VerifyingKey vk = run.key().verifyingKey();
    assertThatThrownBy(() ->
            StarkVerifier.verify(vk, new Statement(s.tensors(), reversed, s.context()), proof))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("commitment 0");
  }

  @Test
  void boundary_otherNumberOfSalts_isRefused() {
    MachineRun run = sums(-10, 9, 1, 2, 3, 4, 5, 6);
    VerifyingKey vk = run.key().verifyingKey();
    assertThatThrownBy(() -> run.machine.boundary(run.tensors, null, vk, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 salts for 1 committed tensors");
  }
}
