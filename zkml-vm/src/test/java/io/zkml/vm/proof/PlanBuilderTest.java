package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.Relation;
import io.zkml.core.hash.Keccak256;
import io.zkml.core.stark.PlanBytes;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.TensorAxis;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The plan as a function of the program. */
class PlanBuilderTest {

  private static final TensorAxis BATCH = new TensorAxis.Batch();
  private static final TensorAxis INNER = new TensorAxis.Inner();
  private static final TensorAxis FREE = new TensorAxis.Free();
  private static final Activation RELU = new Activation.Relu();

  private static ProofPlan plan(TensorProgram program) {
    return new TensorMachine(program).plan();
  }

  @Test
  void build_samePrograms_samePlans() {
    for (long seed = 0; seed < 40; seed++) {
      ProofPlan first = plan(RandomProgram.of(seed, 3).program());
      ProofPlan second = plan(RandomProgram.of(seed, 3).program());
      assertThat(second).isEqualTo(first);
      assertThat(PlanBytes.encode(second)).isEqualTo(PlanBytes.encode(first));
    }
  }

  @Test
  void build_fixedProgram_hasTheKnownBytes() {
    byte[] bytes = PlanBytes.encode(SmallNetworks.mixed(1).plan);
    assertThat(HexFormat.of().formatHex(Keccak256.hash(bytes)))
        .isEqualTo("8093f51c205135acc350028c7cd7b5a7782aab65680f09fb2616fda8186a2c91");
  }

  @Test
  void build_weightsOfOtherValues_changeNothing() {
    byte[][] bytes = new byte[2][];
    for (int i = 0; i < 2; i++) {
      ProgramBuilder b = new ProgramBuilder(6);
      SplittableRandom random = new SplittableRandom(i);
      int x = b.randomInput(padded(3), 0, 9, random);
      int w = b.randomConstant(padded(3, 3), -9, 9, random);
      int acc = b.contract(padded(3), List.of(product(x, w, FREE, INNER)));
      bytes[i] = PlanBytes.encode(plan(b.output(b.requantize(acc, RELU)).build()));
    }
    assertThat(bytes[0]).isEqualTo(bytes[1]);
  }

  @Test
  void build_accumulatorRoundedTwice_isDefinedTwice() {
    ProgramBuilder b = new ProgramBuilder(6);
    int x = b.input(padded(3), 0, 9, 1, 2, 3);
    int acc = b.contract(padded(3), List.of(term(5, x, BATCH), term(-2, x, BATCH)));
    int first = b.requantize(acc, RELU);
    int second = b.requantize(acc, new Activation.Linear());
    ProofPlan plan = plan(b.output(first).output(second).build());
    assertThat(plan.relations()).hasSize(2);
    assertThat(plan.relations().get(0).terms()).isEqualTo(plan.relations().get(1).terms());
    assertThat(plan.relations().getFirst().terms()).hasSize(2);
  }

  @Test
  void build_equalTermsTwice_keepsBoth() {
    ProgramBuilder b = new ProgramBuilder(6);
    int x = b.input(padded(3), 0, 9, 1, 2, 3);
    int acc = b.contract(padded(3), List.of(term(7, x, BATCH), term(7, x, BATCH)));
    Relation relation = plan(b.output(b.requantize(acc, RELU)).build()).relations().getFirst();
    assertThat(relation.terms()).hasSize(2);
  }

  @Test
  void build_blocksOfInnerAxes_areAllThere() {
    ProgramBuilder b = new ProgramBuilder(6);
    SplittableRandom random = new SplittableRandom(2);
    int x = b.randomInput(features(7, 3), 0, 3, random);
    int w = b.randomConstant(features(7, 7, 3), -3, 3, random);
    // Both first axes in pieces of 4, 2 and 1; the weights' second axis in one of 8.
    TensorAxis[] axes = {FREE, INNER, INNER};
    assertThatThrownBy(() -> plan(matrix(b, x, w, axes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an inner axis is cut coarser in the second operand");

    ProgramBuilder c = new ProgramBuilder(6);
    int y = c.randomInput(padded(7, 3), 0, 3, random);
    int v = c.randomConstant(features(7, 3), -3, 3, random);
    int acc =
        c.contract(padded(1), List.of(product(y, v, INNER, INNER, new TensorAxis.Broadcast())));
    TensorProgram program = c.output(c.requantize(acc, RELU)).build();
    assertThat(plan(program).relations().getFirst().terms()).hasSize(3);
  }

  private static TensorProgram matrix(ProgramBuilder b, int x, int w, TensorAxis... axes) {
    int acc = b.contract(features(7), List.of(product(x, w, axes)));
    return b.output(b.requantize(acc, RELU)).build();
  }

  @Test
  void build_clampedWindowOverPieces_isRefused() {
    ProgramBuilder b = new ProgramBuilder(6);
    int x = b.randomInput(features(7), 0, 3, new SplittableRandom(2));
    int q = b.max(x, padded(3), new TensorAxis.Window(2, 2, 1, 0, true));
    TensorProgram program = b.output(q).build();
    assertThatThrownBy(() -> plan(program))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a clamped window needs an axis in one piece");
  }

  @Test
  void build_everyFunction_hasOneTableWithItsOwnId() {
    ProgramBuilder b = new ProgramBuilder(4);
    int x = b.input(padded(2), 0, 9, 1, 2);
    int t = b.randomConstant(padded(16), -3, 3, new SplittableRandom(2));
    long zero = b.values().get(t)[8];
    for (Activation f :
        List.of(
            new Activation.Clamp(-1, 1),
            new Activation.Clamp(-1, 2),
            new Activation.Table(t, zero),
            new Activation.Clamp(-1, 1),
            new Activation.Table(t, zero))) {
      b.output(b.requantize(b.contract(padded(2), List.of(term(1, x, BATCH))), f));
    }
    List<Segment> tables =
        plan(b.build()).segments().stream()
            .filter(s -> MachineRun.isOwner(s))
            .filter(s -> s.chip().interactions().getFirst().bus().equals(FunctionTable.BUS))
            .toList();
    assertThat(tables.stream().map(Segment::chip).toList())
        .containsExactly(
            FunctionTable.computed(1), FunctionTable.computed(2), FunctionTable.preprocessed(3));
  }

  @Test
  void build_tableNotThroughZero_marksRealPositionsOnly() {
    ProgramBuilder b = new ProgramBuilder(4);
    int x = b.randomInput(features(5, 3), 0, 9, new SplittableRandom(2));
    int t = b.constant(padded(16), 3, 3, filled(16, 3));
    int acc = b.contract(features(5, 3), List.of(term(1, x, BATCH, BATCH)));
    int q = b.requantize(acc, new Activation.Table(t, 3));
    MachineRun run = new MachineRun(b.output(q).build(), b.values());
    long real = 0;
    for (Segment s : run.plan.segments()) {
      int column = s.sources().size() - 1;
      if (s.sources().get(column) instanceof Segment.Public(PublicColumn.RealPositions p)) {
        for (int row = 0; row < 1 << s.logRows(); row++) {
          assertThat(run.committed[run.offset(s, 0) + row]).isEqualTo(3 * p.row(row));
          real += p.row(row);
        }
      }
    }
    assertThat(real).isEqualTo(15);
  }

  private static long[] filled(int n, long value) {
    long[] out = new long[n];
    Arrays.fill(out, value);
    return out;
  }

  @Test
  void build_outputInPieces_bindsEveryBlock() {
    ProgramBuilder b = new ProgramBuilder(4);
    int x = b.randomInput(features(7, 3), 0, 9, new SplittableRandom(2));
    int q = b.max(x, features(7, 3), BATCH, BATCH);
    assertThat(plan(b.output(q).output(q).build()).bindings()).hasSize(6);
  }
}
