package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.chip.RequantizeChip;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The checks most easily forgotten (PROTOCOL.md, section 10), as far as tensor programs have them:
 * each number is that of the table there, which says where the others are tested.
 */
class Section9Test {

  private static final int BITS = 4;
  private static final TensorAxis BATCH = new TensorAxis.Batch();
  private static final Activation LINEAR = new Activation.Linear();
  private static final Activation RELU = new Activation.Relu();
  private static final Activation CLAMP = new Activation.Clamp(-3, 5);

  /** Tensors of {@link #twoLayers}. */
  private static final int X = 0;

  /** y = f(30 x / 16), z = g(4 y / 16), one entry; f and g have different chips. */
  private static MachineRun twoLayers(Activation f, long x) {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int in = b.input(padded(1), -20, 20, x);
    if (f instanceof Activation.Table t) {
      long[] entries = new long[1 << BITS];
      Arrays.setAll(entries, i -> i == entries.length / 2 ? t.atZero() : 3);
      b.constant(padded(1 << BITS), 0, 3, entries);
    }
    int y = b.requantize(b.contract(padded(1), List.of(term(30, in, BATCH))), f);
    Activation g = f.equals(LINEAR) ? RELU : LINEAR;
    int z = b.requantize(b.contract(padded(1), List.of(term(4, y, BATCH))), g);
    return new MachineRun(b.output(z).build(), b.values());
  }

  private static Activation table() {
    return new Activation.Table(X + 1, 0);
  }

  /** Sets a committed cell of the first row of a segment. */
  private static void cell(MachineRun run, int segment, int column, long value) {
    Segment s = run.plan.segments().get(segment);
    run.committed[run.offset(s, column)] = Goldilocks.fromSigned(value);
  }

  private static void assertRejected(MachineRun lie, ProvingKey key, RejectReason reason) {
    lie.refill();
    Statement statement = lie.statement();
    StarkProof proof = lie.prove(key, statement);
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), statement, proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void section9Item04_operandsHaveTheirTensorsBounds() throws ProofRejectedException {
    MachineRun run = twoLayers(LINEAR, 2);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    StarkVerifier.verify(key.verifyingKey(), run.statement(), proof);
    run.tensors.get(X)[0] = 21;
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.STATEMENT));
    ProgramBuilder b = new ProgramBuilder(BITS);
    int w = b.constant(padded(1), -2, 2, 3);
    b.output(b.requantize(b.contract(padded(1), List.of(term(1, w, BATCH))), LINEAR));
    TensorMachine machine = new TensorMachine(b.build());
    try (Workers workers = Workers.of(1)) {
      FriProver fri = new FriProver(SecurityParameters.UNSAFE_TEST, Kernels.scalar(), workers);
      assertThatThrownBy(() -> machine.setup(b.values(), fri))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("constant");
    }
  }

  /** A run on an input whose y leaves the window, as if nothing had noticed. */
  private static void outsideTheWindow(Activation f, long x, long rounded, long y) {
    assertThatThrownBy(() -> twoLayers(f, x)).isInstanceOf(TensorTrapException.class);
    MachineRun lie = twoLayers(f, 1);
    lie.tensors.get(X)[0] = x;
    cell(lie, 0, RequantizeChip.RESULT, y);
    if (f.equals(RELU)) {
      cell(lie, 0, RequantizeChip.SECOND, Math.max(0, -rounded));
    } else if (!f.equals(LINEAR)) {
      cell(lie, 0, RequantizeChip.SECOND, rounded);
    }
    long z = (4 * y + 8) >> BITS;
    if (f.equals(LINEAR)) {
      cell(lie, 1, RequantizeChip.SECOND, Math.max(0, -z));
      z = Math.max(0, z);
    }
    cell(lie, 1, RequantizeChip.RESULT, z);
    lie.tensors.getLast()[0] = z;
    assertRejected(lie, lie.key(), RejectReason.LOGUP);
  }

  @Test
  void section9Item20_roundedValueOutsideTheWindow_isRejected() {
    // 30 x / 16 beyond [-8, 7], for ReLU beyond [-15, 15].
    outsideTheWindow(LINEAR, 5, 9, 9);
    outsideTheWindow(LINEAR, -5, -9, -9);
    outsideTheWindow(RELU, 9, 17, 17);
    outsideTheWindow(RELU, -9, -17, 0);
    outsideTheWindow(CLAMP, 5, 9, 5);
    outsideTheWindow(CLAMP, -5, -9, -3);
    outsideTheWindow(table(), 5, 9, 3);
    outsideTheWindow(table(), -5, -9, 3);
  }

  /** A rounded value that is {@code delta} off, while the identity holds. */
  private static void otherRemainder(Activation f, int column, long delta) {
    MachineRun lie = twoLayers(f, 2);
    ProvingKey key = lie.key();
    cell(lie, 0, column, 4 + delta);
    if (f.equals(CLAMP)) {
      cell(lie, 0, RequantizeChip.RESULT, 4 + delta);
    }
    long z = (4 * (f.equals(table()) ? 3 : 4 + delta) + 8) >> BITS;
    cell(lie, 1, RequantizeChip.RESULT, z);
    lie.tensors.getLast()[0] = z;
    assertRejected(lie, key, RejectReason.LOGUP);
  }

  @Test
  void section9Item21_remainderAboveItsRange_isRejected() {
    otherRemainder(LINEAR, RequantizeChip.RESULT, -1);
    otherRemainder(RELU, RequantizeChip.RESULT, -1);
    otherRemainder(CLAMP, RequantizeChip.SECOND, -1);
    otherRemainder(table(), RequantizeChip.SECOND, -1);
  }

  @Test
  void section9Item22_remainderBelowZero_isRejected() {
    otherRemainder(LINEAR, RequantizeChip.RESULT, 1);
    otherRemainder(RELU, RequantizeChip.RESULT, 1);
    otherRemainder(CLAMP, RequantizeChip.SECOND, 1);
    otherRemainder(table(), RequantizeChip.SECOND, 1);
  }

  @Test
  void section9Item22_divisorOtherThanTheRangeTable_isRefused() {
    for (int shift : new int[] {1, BITS - 1, BITS + 1}) {
      ProgramBuilder b = new ProgramBuilder(BITS);
      int x = b.input(padded(1), -20, 20, 1);
      int acc = b.contract(padded(1), List.of(term(30, x, BATCH)));
      int q = b.tensor(new TensorSpec("q", Storage.WITNESS, padded(1), -8, 7));
      b.job(new Requantize(q, acc, shift, LINEAR));
      assertThatThrownBy(b::build).hasMessageContaining("range table's width");
    }
  }

  @Test
  void section9Item24_everyTensorIsDefinedOnceAndAsAWhole() {
    ProgramBuilder twice = new ProgramBuilder(BITS);
    int x = twice.input(padded(2), -20, 20, 1, 2);
    int acc = twice.contract(padded(2), List.of(term(30, x, BATCH)));
    twice.job(new Contract(acc, List.of(term(1, x, BATCH))));
    assertThatThrownBy(twice::build).hasMessageContaining("defined already");
    ProgramBuilder never = new ProgramBuilder(BITS);
    never.tensor(new TensorSpec("q", Storage.WITNESS, padded(2), 0, 7));
    assertThatThrownBy(never::build).hasMessageContaining("never defined");
    ProgramBuilder part = new ProgramBuilder(BITS);
    int wide = part.input(padded(3), -20, 20, 1, 2, 3);
    part.contract(padded(2), List.of(term(30, wide, BATCH)));
    assertThatThrownBy(part::build).hasMessageContaining("batch axes differ");
  }

  @Test
  void section9Item25_everyJobIsInTheLedger() {
    // Each product is within 2^61 alone; the bias of the last job takes it beyond.
    for (int bad = 0; bad < 3; bad++) {
      ProgramBuilder b = new ProgramBuilder(BITS);
      int x = b.input(padded(1), -4, 4, 1);
      int w = b.constant(padded(1), -4, 4, 1);
      for (int job = 0; job < 3; job++) {
        long scale = job == bad ? 1L << 59 : 1L << 57;
        b.contract(
            padded(1), List.of(product(x, w, new TensorAxis.Shared()), term(scale, x, BATCH)));
      }
      assertThatThrownBy(b::build).hasMessageContaining("needs bound");
    }
  }

  /** One window over 5 entries, with every number that its relation holds. */
  private static MachineRun window(int stride, int dilation, int pad, boolean clamp, long scale) {
    ProgramBuilder b = new ProgramBuilder(BITS);
    int x = b.input(padded(5), 1, 1, 1, 1, 1, 1, 1);
    TensorAxis axis = new TensorAxis.Window(2, stride, dilation, pad, clamp);
    int acc = b.contract(padded(2), List.of(term(scale, x, axis)));
    return new MachineRun(b.output(b.requantize(acc, LINEAR)).build(), b.values());
  }

  @Test
  void section9Item26_everyWordOfARelationIsBound() throws ProofRejectedException {
    // All of them compute the same outputs from the same inputs: only the words differ.
    MachineRun run = window(1, 1, 0, true, 16);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    StarkVerifier.verify(key.verifyingKey(), run.statement(), proof);
    List<MachineRun> others =
        List.of(
            window(2, 1, 0, true, 16),
            window(1, 2, 0, true, 16),
            window(1, 1, 1, true, 16),
            window(1, 1, 0, false, 16),
            window(1, 1, 0, true, 17));
    for (MachineRun other : others) {
      assertThat(other.tensors.getLast()).isEqualTo(run.tensors.getLast());
      ProvingKey otherKey = other.key();
      assertThat(otherKey.verifyingKey().digest()).isNotEqualTo(key.verifyingKey().digest());
      assertThatThrownBy(
              () -> StarkVerifier.verify(otherKey.verifyingKey(), run.statement(), proof))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  @Test
  void section9Item27_contextIsInTheStatement() {
    MachineRun run = twoLayers(LINEAR, 2);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .doesNotThrowAnyException();
    byte[] context = run.statement().context();
    for (byte[] other : List.of(new byte[0], Arrays.copyOf(context, context.length + 1))) {
      Statement moved = new Statement(run.statement().tensors(), other);
      assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), moved, proof))
          .isInstanceOf(ProofRejectedException.class);
    }
  }
}
