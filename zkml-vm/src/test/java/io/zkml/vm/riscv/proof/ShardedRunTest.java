package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.parallel.Workers;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.ProgressListener;
import io.zkml.core.progress.Stage;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ShardProof;
import io.zkml.core.stark.ShardedProof;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.RandomGuest;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.exec.TraceEdits;
import io.zkml.vm.riscv.exec.TraceSummary;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.model.Guest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Runs in several shards: the same statements as in one, and no other. */
class ShardedRunTest {

  private static final Workers WORKERS = Workers.of(2);
  private static final byte[] CONTEXT = {3};

  /** Shards of about ten instructions. */
  private static final ShardSize TINY = new ShardSize(1 << 20, 200);

  private static final VirtualMachine SECRET = machine(Guests.secret(), TINY);
  private static final RunProof PROOF = prove(SECRET, 1, 2, 3, 4);

  /** Another run of the same program with the same shape and statement. */
  private static final RunProof OTHER = prove(SECRET, 5, 6, 7, 8);

  private static VirtualMachine machine(Program program, ShardSize size) {
    return Guests.machine(program, SecurityParameters.UNSAFE_TEST, WORKERS).withShards(size);
  }

  private static RunProof prove(VirtualMachine machine, int... input) {
    byte[] bytes = new byte[input.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) input[i];
    }
    try {
      return machine.prove(bytes, CONTEXT);
    } catch (TrapException e) {
      throw new AssertionError(e);
    }
  }

  private static VerifiedRun verify(VirtualMachine machine, RunProof proof)
      throws ProofRejectedException {
    byte[] bytes = RunProofCodec.encode(proof, machine.key());
    return RunVerifier.verifyUnsafe(machine.key(), bytes, CONTEXT, proof.shape().exitCode());
  }

  private static ExecutionTrace trace(Program program, ShardSize size, byte... input)
      throws TrapException {
    Machine machine = new Machine(program);
    List<TraceChunk> chunks = new ArrayList<>();
    TraceSummary summary = machine.trace(input, size.chunkCycles(), chunks::add);
    return new ExecutionTrace(machine.code(), chunks, summary);
  }

  @Test
  void prove_tinyShards_sayWhatOneShardSays() throws Exception {
    assertThat(PROOF.shape().shards()).hasSizeGreaterThan(4);
    VerifiedRun run = verify(SECRET, PROOF);
    VirtualMachine whole = SECRET.withShards(ShardSize.DEFAULT);
    RunProof one = prove(whole, 1, 2, 3, 4);
    assertThat(one.shape().shards()).hasSize(1);
    assertThat(verify(whole, one).output()).isEqualTo(run.output());
    assertThat(one.shape().exitCode()).isEqualTo(run.shape().exitCode());
    for (InstructionKind kind : InstructionKind.ALL) {
      assertThat(run.shape().rows(kind)).isEqualTo(one.shape().rows(kind));
    }
    assertThat(SECRET.meter(new byte[4]).shape()).isEqualTo(run.shape());
  }

  /** One instruction a shard, every register read in another shard than it was written in. */
  @Test
  void prove_shardsOfOneInstruction_verify() throws Exception {
    VirtualMachine machine = machine(Guests.fibonacci(2), new ShardSize(1, 1));
    RunProof proof = prove(machine);
    int cycles = proof.shape().cycles();
    assertThat(proof.shape().shards()).hasSize(cycles + 1).last().isEqualTo(noRows());
    assertThat(verify(machine, proof).output()).isEqualTo(machine.execute(new byte[0]).output());
  }

  private static ShardRows noRows() {
    return new ShardRows(Collections.nCopies(InstructionKind.ALL.size(), 0));
  }

  @Test
  void prove_randomGuestInShards_verifies() throws Exception {
    ShardSize size = new ShardSize(1 << 30, 400_000);
    VirtualMachine machine = machine(RandomGuest.program(5, 300).program(), size);
    RunProof proof = machine.prove(RandomGuest.input(5), CONTEXT);
    assertThat(proof.shape().shards()).hasSizeGreaterThan(2);
    ExecutionResult result = machine.execute(RandomGuest.input(5));
    assertThat(verify(machine, proof).output()).isEqualTo(result.output());
    assertThat(proof.shape().exitCode()).isEqualTo(result.exitCode());
  }

  /** Registers that are left alone for 2^17 clocks and several shards, and then read. */
  @Test
  void prove_registersIdleOverShards_areRefreshed() throws Exception {
    ShardSize size = new ShardSize(1 << 30, 300_000);
    VirtualMachine machine = machine(DishonestRefreshTest.program(), size);
    RunProof proof = prove(machine);
    assertThat(proof.shape().shards()).hasSizeGreaterThan(2);
    verify(machine, proof);
  }

  /** The calls are in one shard, the guest's code around them in others. */
  @Test
  void prove_modelCallsFromSeveralShards_verifies() throws Exception {
    Guest guest = ModelGuests.guest(3);
    VirtualMachine whole = ModelGuests.machine(guest, SecurityParameters.UNSAFE_TEST, WORKERS);
    VirtualMachine machine = whole.withShards(new ShardSize(1 << 30, 300));
    RunProof proof = machine.prove(ModelGuests.input(3), CONTEXT);
    RunProof one = whole.prove(ModelGuests.input(3), CONTEXT);
    long calling =
        proof.shape().shards().stream()
            .filter(shard -> shard.rows(InstructionKind.MODEL_CALL) > 0)
            .count();
    assertThat(calling).isGreaterThan(1);
    assertThat(proof.shape().calls()).isEqualTo(one.shape().calls()).hasSize(4);
    assertThat(verify(machine, proof).output()).isEqualTo(verify(whole, one).output());
  }

  @Test
  void tables_ofAllShardsTogether_satisfyAllRules() throws Exception {
    for (int messages : new int[] {1, 60, 200, 1000}) {
      ShardSize size = new ShardSize(1 << 20, messages);
      for (Program program : List.of(Guests.secret(), Guests.fibonacci(9), Guests.sum(7))) {
        ExecutionTrace trace = trace(program, size, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        var tables = RunTables.of(machine(program, size), trace, WORKERS);
        var report = TraceChecker.check(tables, List.of());
        assertThat(report.violations()).isEmpty();
        assertThat(report.unbalanced()).isEmpty();
      }
    }
  }

  private static void reject(RunProof proof, String what) {
    assertThatThrownBy(() -> verify(SECRET, proof))
        .as(what)
        .isInstanceOf(ProofRejectedException.class);
  }

  private static RunProof with(RunProof proof, List<ShardRows> rows, List<ShardProof> shards) {
    RunShape s = proof.shape();
    return new RunProof(
        new RunShape(rows, s.memoryWords(), s.outputBytes(), s.exitCode()),
        proof.output(),
        new ShardedProof(shards));
  }

  @Test
  void section9Item27_shardsDroppedRepeatedOrReordered_areRejected() throws Exception {
    List<ShardRows> rows = PROOF.shape().shards();
    List<ShardProof> proofs = PROOF.proof().shards();
    verify(SECRET, with(PROOF, rows, proofs));
    for (int i = 0; rows.get(i).rows(InstructionKind.ECALL_EXIT) == 0; i++) {
      List<ShardRows> r = new ArrayList<>(rows);
      List<ShardProof> p = new ArrayList<>(proofs);
      r.remove(i);
      p.remove(i);
      reject(with(PROOF, r, p), "without " + i);
      r.add(i, rows.get(i));
      p.add(i, proofs.get(i));
      r.add(i, rows.get(i));
      p.add(i, proofs.get(i));
      reject(with(PROOF, r, p), "twice " + i);
      r.remove(i);
      p.remove(i);
      if (rows.get(i + 1).rows(InstructionKind.ECALL_EXIT) == 0) {
        Collections.swap(r, i, i + 1);
        Collections.swap(p, i, i + 1);
        reject(with(PROOF, r, p), "exchanged " + i);
      }
    }
    // Two shards of the loop are alike: their keys are equal, only their numbers differ.
    assertThat(rows.get(1)).isEqualTo(rows.get(2));
    List<ShardProof> alike = new ArrayList<>(proofs);
    Collections.swap(alike, 1, 2);
    reject(with(PROOF, rows, alike), "alike");
  }

  @Test
  void shards_ofTwoProofsOfOneStatement_areRejected() throws Exception {
    assertThat(OTHER.shape()).isEqualTo(PROOF.shape());
    verify(SECRET, OTHER);
    for (int i = 0; i < PROOF.proof().shards().size(); i++) {
      List<ShardProof> mixed = new ArrayList<>(PROOF.proof().shards());
      mixed.set(i, OTHER.proof().shards().get(i));
      reject(with(PROOF, PROOF.shape().shards(), mixed), "shard " + i + " of another proof");
    }
  }

  /** Every shard of these is proven as it stands; only the sum over all shards is not zero. */
  @Test
  void verifier_shardsThatDoNotBalance_areRejected() throws Exception {
    ExecutionTrace honest = trace(Guests.secret(), TINY, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
    assertThat(verify(SECRET, Guests.prove(SECRET, honest, CONTEXT)).output()).isEmpty();
    unbalanced(
        TraceEdits.withResult(
            honest, r -> new ExecutionResult(1, r.output(), r.diagnostics(), r.cycles())));
    List<TraceChunk> skipped = new ArrayList<>(honest.chunks());
    skipped.remove(skipped.size() / 2);
    unbalanced(new ExecutionTrace(honest.code(), skipped, honest.summary()));
    List<TraceChunk> swapped = new ArrayList<>(honest.chunks());
    swapped.set(4, swapped.get(3));
    unbalanced(new ExecutionTrace(honest.code(), swapped, honest.summary()));
    // The word that was read is another one when it is looked at, some shards later.
    for (TraceChunk chunk : honest.chunks()) {
      if (chunk.get(TraceColumn.WORD_BEFORE, 0) == 0x04030201) {
        chunk.column(TraceColumn.WORD_BEFORE)[0]++;
        chunk.column(TraceColumn.WORD_AFTER)[0]++;
        chunk.column(TraceColumn.RD_AFTER)[0]++;
        unbalanced(honest);
        return;
      }
    }
    throw new AssertionError("no chunk begins with the load");
  }

  private static void unbalanced(ExecutionTrace trace) {
    RunProof proof = Guests.prove(SECRET, trace, CONTEXT);
    assertThat(proof.shape().shards()).hasSizeGreaterThan(2);
    assertThatThrownBy(() -> verify(SECRET, proof))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("do not balance");
  }

  @Test
  void bytes_changedAnywhere_areRejected() {
    byte[] bytes = RunProofCodec.encode(PROOF, SECRET.key());
    SplittableRandom random = new SplittableRandom(8);
    int header = 6 + 4 * (4 + PROOF.shape().shards().size() * InstructionKind.ALL.size());
    // A byte of each number of the header, magic and version, the inner header, anywhere.
    for (int i = 0; i < header / 4 + 6 + 14 + 150; i++) {
      byte[] changed = bytes.clone();
      int anywhere = random.nextInt(bytes.length);
      int at = i < header / 4 ? 4 * i + random.nextInt(4) : header + i - header / 4;
      at = at < header + 20 ? at : anywhere;
      changed[at] ^= (byte) (1 << random.nextInt(8));
      rejectBytes(changed, "byte " + at);
    }
    for (int n : new int[] {0, -1, 1, 257, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 8}) {
      byte[] changed = bytes.clone();
      ByteBuffer.wrap(changed).putInt(6, n);
      rejectBytes(changed, n + " shards");
    }
  }

  private static void rejectBytes(byte[] bytes, String what) {
    assertThatThrownBy(() -> RunVerifier.verifyUnsafe(SECRET.key(), bytes, CONTEXT, 0))
        .as(what)
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void shape_beyondTheBounds_isRefused() {
    ShardRows none = noRows();
    ShardRows exit = rows(InstructionKind.ECALL_EXIT, 1);
    ShardRows full = rows(InstructionKind.ADD_SUB, ShardRows.MAX_CYCLES);
    refuse("0 shards", List.of());
    refuse("257 shards", Collections.nCopies(257, exit));
    refuse("without instructions", List.of(none, exit));
    refuse("not one exit", List.of(exit, exit));
    refuse("not one exit", List.of(full, none));
    List<ShardRows> tooLong = new ArrayList<>(Collections.nCopies(16, full));
    tooLong.add(exit);
    refuse("268435457 instructions", tooLong);
    assertThat(new RunShape(List.of(full, exit), 1, 0, 0).cycles()).isEqualTo((1 << 24) + 1);
    assertThatThrownBy(() -> rows(InstructionKind.ADD_SUB, ShardRows.MAX_CYCLES + 1))
        .hasMessageContaining("instructions in a shard");
  }

  private static ShardRows rows(InstructionKind kind, int n) {
    List<Integer> rows = new ArrayList<>(noRows().rows());
    rows.set(kind.number(), n);
    return new ShardRows(rows);
  }

  private static void refuse(String why, List<ShardRows> shards) {
    assertThatThrownBy(() -> new RunShape(shards, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void prove_moreShardsThanAllowed_isRefused() {
    VirtualMachine machine = machine(Guests.fibonacci(100), new ShardSize(1, 1));
    assertThatThrownBy(() -> machine.meter(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 256 shards");
  }

  @Test
  void listener_hearsOfShardsAndOfAsManyStagesAsAreRun() throws Exception {
    List<Integer> heard = new ArrayList<>();
    long[] last = new long[2];
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void progress(Stage stage, long done, long total) {
            last[0] = done;
            last[1] = total;
          }

          @Override
          public void shard(int shard, int shards) {
            heard.add(100 * shards + shard);
          }
        };
    VirtualMachine machine = machine(Guests.secret(), new ShardSize(1 << 20, 450));
    RunProof proof = machine.prove(new byte[4], CONTEXT, new Monitor(listener, RunProver.STAGES));
    assertThat(proof.shape().shards()).hasSize(3);
    assertThat(heard).containsExactly(0, 1, 302, 300, 301);
    assertThat(last[0]).isEqualTo(last[1]).isEqualTo(3 * RunProver.STAGES + 2 * 2);
  }
}
