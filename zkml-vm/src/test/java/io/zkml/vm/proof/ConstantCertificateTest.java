package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.progress.Monitor;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
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
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Certificates of constants: honest ones pass, and no author gets past one. */
class ConstantCertificateTest {

  private static final byte[] CONTEXT = {4, 2};
  private static final TensorAxis BATCH = new TensorAxis.Batch();

  private static StarkProof certify(ConstantPlan plan, ProvingKey key) {
    try (Workers workers = Workers.of(1)) {
      ProgramProver.Resources resources =
          new ProgramProver.Resources(Kernels.scalar(), BatchHasher.scalar(), workers);
      FriProver fri = new FriProver(SecurityParameters.UNSAFE_TEST, Kernels.scalar(), workers);
      return ProgramProver.certify(plan, key, CONTEXT, resources, fri, Monitor.silent());
    }
  }

  private static ConstantPlan plan(MachineRun run) {
    return ConstantPlan.of(ConstantBounds.of(run.machine.program()));
  }

  private static void verify(VerifyingKey vk, StarkProof proof) throws ProofRejectedException {
    StarkVerifier.verify(vk, new Statement(List.of(), CONTEXT), proof);
  }

  private static StarkProof accepted(MachineRun run) throws ProofRejectedException {
    ProvingKey key = run.key();
    StarkProof proof = certify(plan(run), key);
    VerifyingKey vk = plan(run).key(key.verifyingKey());
    VerifyingKeyCodec.encode(vk);
    verify(vk, proof);
    return proof;
  }

  /** The key of an author who commits to other cells. */
  private static ProvingKey authored(ProvingKey honest, int cell, long value) {
    long[] entries = honest.preprocessedEntries().getFirst().clone();
    entries[cell] = Goldilocks.fromSigned(value);
    VerifyingKey vk = honest.verifyingKey();
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(vk.parameters(), Kernels.scalar(), workers);
      StackedColumns columns = new StackedColumns(vk.layouts().getFirst());
      columns.put(0, entries, 0, entries.length);
      CommittedData data = fri.commit(columns, vk.arity());
      VerifyingKey own =
          new VerifyingKey(vk.parameters(), vk.plan(), vk.folding(), List.of(data.commitment()));
      return new ProvingKey(own, List.of(entries), List.of(data));
    }
  }

  private static void rejected(MachineRun run, int cell, long value, RejectReason reason) {
    ProvingKey key = authored(run.key(), cell, value);
    StarkProof proof = certify(plan(run), key);
    VerifyingKey vk = plan(run).key(key.verifyingKey());
    assertThatThrownBy(() -> verify(vk, proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void verify_networkWithATable_accepts() throws ProofRejectedException {
    accepted(SmallNetworks.mixed(1));
    accepted(SmallNetworks.twins());
    accepted(SmallNetworks.paddedStack());
  }

  @Test
  void verify_randomPrograms_accepts() throws ProofRejectedException {
    for (long seed = 0; seed < 12; seed++) {
      RandomProgram.Run run = RandomProgram.of(seed, 1 + (int) (seed % 4));
      accepted(new MachineRun(run.program(), run.values()));
    }
  }

  @Test
  void verify_programWithoutConstants_acceptsTheOneZero() throws ProofRejectedException {
    ProgramBuilder b = new ProgramBuilder(6);
    int x = b.input(padded(3), -9, 9, 1, 2, 3);
    int y =
        b.requantize(b.contract(padded(3), List.of(term(64, x, BATCH))), new Activation.Linear());
    MachineRun run = new MachineRun(b.output(y).build(), b.values());
    accepted(run);
    rejected(run, 0, 1, RejectReason.LOGUP);
  }

  /** A weight matrix of 3 x 5 cells, padded to 4 x 8, and wide biases. */
  private static MachineRun dense(long bound, long biasBound) {
    SplittableRandom random = new SplittableRandom(2);
    ProgramBuilder b = new ProgramBuilder(6);
    int x = b.randomInput(padded(5), -3, 3, random);
    TensorLayout matrix = padded(3, 5);
    int w = b.randomConstant(matrix, -4, 11, random);
    int bias = b.constant(padded(3), -biasBound, biasBound, 7, -400, 200);
    int wide = b.constant(padded(3), -bound, bound - 1, -2, 1, 0);
    int acc =
        b.contract(
            padded(3),
            List.of(
                product(x, w, new TensorAxis.Free(), new TensorAxis.Inner()),
                term(1, bias, BATCH),
                term(1, wide, BATCH)));
    int y = b.requantize(acc, new Activation.Linear());
    return new MachineRun(b.output(y).build(), b.values());
  }

  @Test
  void verify_wideWindows_accepts() throws ProofRejectedException {
    accepted(dense(1L << 15, 1L << 40));
    accepted(dense(1L << 58, 1000));
  }

  /**
   * A weight of 64 / 3 mod p: the layer takes multiples of 3 alone, and gives results that no
   * weight within its bounds gives. Nobody but the certificate says so.
   */
  @Test
  void verify_weightThatWraps_isFoundByTheCertificateAlone() throws ProofRejectedException {
    ProgramBuilder b = new ProgramBuilder(6);
    int x = b.input(padded(1), -10, 10, 9);
    int w = b.constant(padded(1, 1), -8, 7, 1);
    int acc =
        b.contract(
            padded(1), List.of(product(x, w, new TensorAxis.Free(), new TensorAxis.Inner())));
    int y = b.requantize(acc, new Activation.Linear());
    MachineRun run = new MachineRun(b.output(y).build(), b.values());
    long third = Goldilocks.mul(64, Goldilocks.inverse(3));
    run.constants[0] = third;
    run.committed[run.offset(run.plan.segments().getFirst(), 0)] = 3;
    run.tensors.get(y)[0] = 3;
    run.refill();
    ProvingKey key = authored(run.key(), 0, Goldilocks.toSigned(third));
    Statement statement = run.statement();
    StarkVerifier.verify(key.verifyingKey(), statement, run.prove(key, statement));
    rejected(run, 0, Goldilocks.toSigned(third), RejectReason.LOGUP);
  }

  private static int cell(MachineRun run, int block, int row) {
    List<Integer> logs = ConstantBounds.blockLogs(ConstantBounds.of(run.machine.program()));
    return Math.toIntExact(new StackedLayout(0, logs).offsets()[block]) + row;
  }

  @Test
  void verify_oneCellOutOfItsWindow_rejects() {
    MachineRun run = dense(1L << 15, 1000);
    // Weights from -4 to 11: p - 5 among others, and one that wraps an accumulator of 62 bits.
    for (long value : new long[] {12, -5, 1L << 20, 1L << 61, -(1L << 61)}) {
      rejected(run, cell(run, 0, 9), value, RejectReason.LOGUP);
    }
    for (long value : new long[] {1001, -1001, 1L << 20, 1L << 62}) {
      rejected(run, cell(run, 1, 0), value, RejectReason.LOGUP);
    }
    for (long value : new long[] {1L << 15, -(1L << 15) - 1, 1L << 32}) {
      rejected(run, cell(run, 2, 2), value, RejectReason.LOGUP);
    }
  }

  @Test
  void verify_cellsInPadding_rejects() {
    MachineRun run = dense(1L << 15, 1000);
    // Columns 5 to 7 of a row, the fourth row, the fourth bias.
    for (int padding : new int[] {5, 8 + 7, 24, 31}) {
      rejected(run, cell(run, 0, padding), 1, RejectReason.ZEROCHECK);
    }
    rejected(run, cell(run, 1, 3), 1, RejectReason.LOGUP);
    rejected(run, cell(run, 2, 3), 1, RejectReason.ZEROCHECK);
    rejected(run, cell(run, 2, 3), -1, RejectReason.LOGUP);
  }

  @Test
  void verify_tableThatIsNotWhatItsJobsSay_rejects() {
    MachineRun run = SmallNetworks.paddedStack();
    long zero = run.values.getFirst()[32];
    // In bounds, but not the value that makes padding 0; then out of bounds elsewhere.
    rejected(run, 32, zero == 30 ? 29 : zero + 1, RejectReason.ZEROCHECK);
    rejected(run, 31, 31, RejectReason.LOGUP);
    rejected(run, 63, 4, RejectReason.LOGUP);
  }

  @Test
  void verify_certificateOfAnotherKey_rejects() throws Exception {
    MachineRun run = dense(1L << 15, 1000);
    ProvingKey key = run.key();
    StarkProof proof = certify(plan(run), key);
    VerifyingKey vk = plan(run).key(key.verifyingKey());
    verify(vk, proof);
    // The same plan over other weights, all of them within their bounds.
    long value = Goldilocks.toSigned(key.preprocessedEntries().getFirst()[0]) == 0 ? 1 : 0;
    VerifyingKey other = plan(run).key(authored(key, 0, value).verifyingKey());
    assertThatThrownBy(() -> verify(other, proof)).isInstanceOf(ProofRejectedException.class);
    byte[] bytes = ProofCodec.encode(proof, vk);
    assertThatThrownBy(() -> ProofCodec.decode(bytes, other))
        .isInstanceOf(ProofRejectedException.class);
    // Under other column heights the commitment is another one.
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(SecurityParameters.UNSAFE_TEST, Kernels.scalar(), workers);
      ProvingKey taller = run.machine.setup(run.values, fri, Folding.uniform(5, 2));
      VerifyingKey tall = plan(run).key(taller.verifyingKey());
      assertThatThrownBy(() -> ProofCodec.decode(bytes, tall))
          .isInstanceOf(ProofRejectedException.class);
      assertThat(taller.verifyingKey().preprocessed()).isNotEqualTo(vk.preprocessed());
    }
    assertThatThrownBy(
            () -> StarkVerifier.verify(vk, new Statement(List.of(), new byte[] {4, 3}), proof))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void key_ofOtherConstants_isRefused() {
    MachineRun run = dense(1L << 15, 1000);
    List<ConstantBounds> bounds = new ArrayList<>(ConstantBounds.of(run.machine.program()));
    bounds.removeLast();
    VerifyingKey program = run.key().verifyingKey();
    assertThatThrownBy(() -> ConstantPlan.of(bounds).key(program))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another layout");
  }

  @Test
  void plan_ofAnyProgram_coversEveryBlockOnce() {
    MachineRun run = SmallNetworks.mixed(1);
    ConstantPlan plan = plan(run);
    assertThat(plan.plan().commitments().getFirst()).isEqualTo(run.plan.commitments().getFirst());
    List<Integer> covered = new ArrayList<>();
    for (Segment s : plan.plan().segments()) {
      if (s.sources().getFirst() instanceof Segment.Committed c && c.commitment() == 0) {
        covered.add(c.block());
      }
    }
    int blocks = run.plan.commitments().getFirst().blockLogs().size();
    assertThat(covered).hasSize(blocks).doesNotHaveDuplicates();
  }

  @Test
  void plan_takesTheCheapestTable() {
    // 2^12 cells of 8 bits: one lookup each into a table of 2^8.
    ConstantBounds bytes = new ConstantBounds(padded(1 << 12), -128, 127, OptionalLong.empty());
    assertThat(ConstantPlan.of(List.of(bytes)).rangeBits()).isEqualTo(8);
    ConstantBounds one = new ConstantBounds(padded(1), -128, 127, OptionalLong.empty());
    assertThat(ConstantPlan.of(List.of(one)).rangeBits()).isEqualTo(4);
    ConstantBounds wide = new ConstantBounds(padded(2), 0, (1L << 61) - 1, OptionalLong.empty());
    assertThatThrownBy(() -> ConstantPlan.of(List.of(wide, bytes)))
        .hasMessageContaining("wider than 60 bits");
    assertThatThrownBy(() -> ConstantPlan.of(Collections.nCopies(1 << 12, one)))
        .hasMessageContaining("4096 blocks of constants");
  }

  @Test
  void bounds_tableWithTwoValuesAtZero_isRefused() {
    ProgramBuilder b = new ProgramBuilder(4);
    int table = b.constant(padded(16), -8, 7, new long[16]);
    int x = b.input(features(2), -3, 3, 1, 2);
    for (long zero = 0; zero < 2; zero++) {
      int acc = b.contract(features(2), List.of(term(16, x, BATCH)));
      b.output(b.requantize(acc, new Activation.Table(table, zero)));
    }
    TensorProgram program = b.build();
    assertThatThrownBy(() -> ConstantBounds.of(program)).hasMessageContaining("two values at 0");
    assertThatThrownBy(() -> new ConstantBounds(padded(3), 0, 1, OptionalLong.of(0)))
        .hasMessageContaining("without padding");
  }
}
