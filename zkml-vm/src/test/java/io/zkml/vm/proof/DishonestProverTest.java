package io.zkml.vm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.chip.RequantizeChip;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Provers who follow the protocol on false cells, with virtual columns and multiplicities made to
 * fit: nothing they send is accepted.
 */
class DishonestProverTest {

  private final MachineRun run = SmallNetworks.mixed(1);
  private final ProvingKey key = run.key();

  /** The proof reaches the verifier and is refused there. */
  static void rejected(MachineRun run, ProvingKey key, Statement statement, String what) {
    StarkProof proof = run.prove(key, statement);
    assertThat(isRejected(key, statement, proof)).as(what).isTrue();
  }

  static boolean isRejected(ProvingKey key, Statement statement, StarkProof proof) {
    try {
      StarkVerifier.verify(key.verifyingKey(), statement, proof);
      return false;
    } catch (ProofRejectedException e) {
      return true;
    }
  }

  /** Neither accepted nor anything else than refused by prover or verifier. */
  private static void neverAccepted(
      MachineRun run, ProvingKey key, Statement statement, String what) {
    try {
      rejected(run, key, statement, what);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The prover has noticed that a claim is false.
      assertThat(e).hasMessageMatching("(claim|the witness|all claims).*");
    }
  }

  private Segment segment(String name) {
    Predicate<Segment> fits = s -> s.chip().name().startsWith(name);
    return run.plan.segments().stream().filter(fits).findFirst().orElseThrow();
  }

  private void changed(Segment s, int column, int row, long delta) {
    int at = run.offset(s, column) + row;
    run.committed[at] = Goldilocks.add(run.committed[at], Goldilocks.fromSigned(delta));
    run.refill();
    assertThat(TraceChecker.check(run.tables(), List.of()).isClean()).isFalse();
    String what = s.chip().name() + ", column " + column + ", row " + row;
    neverAccepted(run, key, run.statement(), what);
  }

  @Test
  void verify_activation_rejects() {
    changed(segment("requantize relu"), RequantizeChip.RESULT, 2, 1);
  }

  @Test
  void verify_partUnderZero_rejects() {
    changed(segment("requantize relu"), RequantizeChip.SECOND, 2, 1);
  }

  @Test
  void verify_activationAndPartUnderZeroTogether_rejects() {
    Segment s = segment("requantize relu");
    run.committed[run.offset(s, RequantizeChip.RESULT) + 3] += 2;
    run.committed[run.offset(s, RequantizeChip.SECOND) + 3] += 2;
    run.refill();
    rejected(run, key, run.statement(), "q - under stays");
  }

  @Test
  void verify_roundedValue_rejects() {
    changed(segment("requantize by table 1"), RequantizeChip.SECOND, 5, -1);
  }

  @Test
  void verify_roundedValueOfAClamp_rejects() {
    changed(segment("requantize by table 2"), RequantizeChip.SECOND, 5, 1);
  }

  @Test
  void verify_saturatedValue_rejects() {
    Segment s = segment("requantize by table 2");
    int at = run.offset(s, RequantizeChip.RESULT);
    int row = 0;
    while (Goldilocks.toSigned(run.committed[at + row]) != 17) {
      row++;
    }
    changed(s, RequantizeChip.RESULT, row, 1);
  }

  @Test
  void verify_maximum_rejects() {
    changed(segment("max of 4"), 0, 1, 1);
  }

  @Test
  void verify_maximumsHelper_rejects() {
    changed(segment("max of 4"), 1, 1, 1);
  }

  @Test
  void verify_multiplicity_rejects() {
    for (Segment s : run.plan.segments()) {
      if (MachineRun.isOwner(s)) {
        for (int row : new int[] {0, 17, (1 << s.logRows()) - 1}) {
          MachineRun lie = SmallNetworks.mixed(1);
          lie.committed[lie.offset(s, FunctionTable.MULTIPLICITY) + row]++;
          rejected(lie, key, lie.statement(), s.chip().name());
        }
      }
    }
  }

  @Test
  void verify_multiplicitiesExchanged_rejects() {
    Segment s = segment("range table");
    int at = run.offset(s, FunctionTable.MULTIPLICITY);
    run.committed[at]++;
    run.committed[at + 1] = Goldilocks.sub(run.committed[at + 1], 1);
    rejected(run, key, run.statement(), "sum of multiplicities stays");
  }

  @Test
  void verify_weight_rejects() {
    for (int i : new int[] {0, 9, run.constants.length - 1}) {
      MachineRun lie = SmallNetworks.mixed(1);
      lie.constants[i] = Goldilocks.add(lie.constants[i], 1);
      lie.refill();
      ProvingKey forged =
          new ProvingKey(key.verifyingKey(), List.of(lie.constants), key.preprocessed());
      neverAccepted(lie, forged, lie.statement(), "constant " + i);
    }
  }

  @Test
  void verify_weightsOfAnotherRun_rejects() {
    // A true run of other weights under this model's key.
    MachineRun other = SmallNetworks.mixed(2);
    ProvingKey forged =
        new ProvingKey(key.verifyingKey(), List.of(other.constants), key.preprocessed());
    neverAccepted(other, forged, other.statement(), "other weights");
  }

  @Test
  void verify_paddingOfATensor_rejects() {
    // Rows 5 to 7 of a 5 x 5 plane stored as 8 x 8.
    for (String chip : List.of("requantize relu", "requantize by table 1")) {
      changed(segment(chip), RequantizeChip.RESULT, 5 * 8 + 2, 1);
    }
  }

  @Test
  void verify_valueAtZeroInPadding_rejects() {
    Segment s = segment("requantize by table 1");
    long[] zero = run.tensors.get(table());
    changed(s, RequantizeChip.RESULT, 7, zero[zero.length / 2]);
  }

  private int table() {
    return run.machine.program().stored(TensorSpec.Storage.CONSTANT).stream()
        .filter(t -> run.machine.program().tensors().get(t).layout().size() == 1 << 6)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void verify_paddingOfAStack_rejects() {
    MachineRun stack = SmallNetworks.paddedStack();
    Segment last = stack.plan.segments().get(2);
    assertThat(last.rows()).isEqualTo(3);
    assertThat(last.logRows()).isEqualTo(2);
    for (int column : new int[] {RequantizeChip.RESULT, RequantizeChip.SECOND}) {
      MachineRun lie = SmallNetworks.paddedStack();
      lie.committed[lie.offset(last, column) + 3] += 5;
      lie.refill();
      rejected(lie, stack.key(), lie.statement(), "column " + column);
    }
  }

  @Test
  void verify_tensorsExchanged_rejects() {
    MachineRun twins = SmallNetworks.twins();
    List<TensorJob> jobs = twins.machine.program().jobs();
    List<long[]> tensors = twins.tensors;
    assertThat(tensors.get(jobs.get(1).results().getFirst()))
        .isNotEqualTo(tensors.get(jobs.get(3).results().getFirst()));
    Segment s = twins.plan.segments().getFirst();
    for (int column = 0; column < 2; column++) {
      int at = twins.offset(s, column);
      long[] whole = Arrays.copyOfRange(twins.committed, at, at + 16);
      System.arraycopy(whole, 0, twins.committed, at + 8, 8);
      System.arraycopy(whole, 8, twins.committed, at, 8);
    }
    twins.refill();
    rejected(twins, twins.key(), twins.statement(), "exchanged");
  }

  @Test
  void verify_randomCells_rejects() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 40; i++) {
      MachineRun lie = SmallNetworks.mixed(1);
      int at = random.nextInt(lie.committed.length);
      long value = random.nextBoolean() ? random.nextLong(Goldilocks.P >>> 1) : random.nextInt(9);
      if (lie.committed[at] == value) {
        continue;
      }
      lie.committed[at] = value;
      if (random.nextInt(4) > 0) {
        // Fits multiplicities; a changed multiplicity itself is undone by that.
        lie.refill();
      }
      boolean undone = Arrays.equals(lie.committed, run.committed);
      if (!undone) {
        neverAccepted(lie, key, lie.statement(), "cell " + at + " is " + value);
      }
    }
  }

  @Test
  void verify_falseEntryWithHonestRest_rejects() {
    SplittableRandom random = new SplittableRandom(6);
    for (int tensor : run.machine.program().stored(TensorSpec.Storage.WITNESS)) {
      long[] honest = run.tensors.get(tensor);
      int i = random.nextInt(honest.length);
      TensorSpec spec = run.machine.program().tensors().get(tensor);
      long value = honest[i] < spec.max() ? honest[i] + 1 : honest[i] - 1;
      MachineRun lie = Forgery.of(run, tensor, i, value);
      rejected(lie, key, lie.statement(), spec.name() + "[" + i + "] = " + value);
    }
  }

  @Test
  void verify_trueEntryWithHonestRest_accepts() {
    int tensor = run.machine.program().stored(TensorSpec.Storage.WITNESS).getFirst();
    MachineRun same = Forgery.of(run, tensor, 0, run.tensors.get(tensor)[0]);
    assertThat(same.committed).isEqualTo(run.committed);
    assertThat(isRejected(key, same.statement(), same.prove(key, same.statement()))).isFalse();
  }

  @Test
  void verify_falseEntriesOfRandomPrograms_rejects() {
    SplittableRandom random = new SplittableRandom(7);
    for (long seed = 0; seed < 40; seed++) {
      RandomProgram.Run program = RandomProgram.of(seed, 1 + (int) (seed % 4));
      MachineRun honest = new MachineRun(program.program(), program.values());
      List<Integer> tensors = program.program().stored(TensorSpec.Storage.WITNESS);
      int tensor = tensors.get(random.nextInt(tensors.size()));
      TensorSpec spec = program.program().tensors().get(tensor);
      int i = random.nextInt(spec.layout().size());
      long value = random.nextLong(spec.min(), spec.max() + 1);
      if (value != honest.tensors.get(tensor)[i]) {
        forged(honest, tensor, i, value, "seed " + seed + ", " + spec + " [" + i + "]");
      }
    }
  }

  private static void forged(MachineRun honest, int tensor, int i, long value, String what) {
    try {
      MachineRun lie = Forgery.of(honest, tensor, i, value);
      rejected(lie, honest.key(), lie.statement(), what);
    } catch (TensorTrapException e) {
      assertThat(e).hasMessageContaining("outside the window");
    }
  }

  @Test
  void mixed_hasWhatTheTestsNeed() {
    assertThat(run.machine.program().jobs()).anyMatch(MaxWindow.class::isInstance);
    assertThat(TraceChecker.check(run.tables(), List.of()).toString()).startsWith("0 broken");
  }
}
