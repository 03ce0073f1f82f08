package io.zkml.vm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Gathers and orders of axes: against direct evaluation, proved, and false results refused. */
class DataMovementTest {

  private static final int BITS = 8;
  private static final long BOUND = 127;

  private final SplittableRandom random = new SplittableRandom(3);
  private ProgramBuilder program = new ProgramBuilder(BITS);

  private int constant(TensorLayout layout, long magnitude) {
    return program.randomConstant(layout, -magnitude, magnitude, random);
  }

  private long[] values(int tensor) {
    return program.values().get(tensor);
  }

  /** The program's one result is the term; it is as expected and no other result is proved. */
  private void check(TensorLayout layout, LinearTerm term, long[] expected) {
    int acc = program.contract(layout, List.of(term));
    int result = program.stored(layout, -BOUND, BOUND);
    program.job(new Copy(result, acc, -BOUND, BOUND, true)).output(result);
    MachineRun run = new MachineRun(program.build(), program.values());
    assertThat(run.tensors.get(acc)).as("%s", layout).isEqualTo(expected);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .as("%s to %s", term, layout)
        .doesNotThrowAnyException();
    int at = random.nextInt(expected.length);
    long other = expected[at] + (random.nextBoolean() && expected[at] < BOUND ? 1 : -1);
    MachineRun lie = Forgery.of(run, result, at, other);
    refused(key, lie.statement(), lie.prove(key, lie.statement()), "entry " + at);
    refused(key, lie.statement(), proof, "honest proof, entry " + at);
    program = new ProgramBuilder(BITS);
  }

  private static void refused(ProvingKey key, Statement s, StarkProof proof, String what) {
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), s, proof))
        .as(what)
        .isInstanceOf(ProofRejectedException.class);
  }

  private static TensorLayout split(int... lengths) {
    return new TensorLayout(Arrays.stream(lengths).mapToObj(AxisLayout::split).toList());
  }

  private TensorLayout layout(int mostAxes, int mostLength) {
    List<AxisLayout> axes = new ArrayList<>();
    for (int n = random.nextInt(mostAxes + 1); n > 0; n--) {
      int length = 1 + random.nextInt(mostLength);
      axes.add(
          switch (random.nextInt(3)) {
            case 0 -> AxisLayout.padded(length);
            case 1 -> length == 5 ? new AxisLayout(5, List.of(2, 2)) : AxisLayout.split(length);
            default -> AxisLayout.split(length);
          });
    }
    return new TensorLayout(axes);
  }

  /** Some of: nothing, one entry over and over, a run with a stride, anything. */
  private int[] indices(int size, int from) {
    int[] out = new int[size];
    int kind = random.nextInt(4);
    int start = random.nextInt(from);
    int step = random.nextInt(4);
    for (int o = 0; o < size; o++) {
      out[o] =
          switch (kind) {
            case 0 -> o < size / 2 ? IndexList.NONE : start;
            case 1 -> start + o * step < from ? start + o * step : IndexList.NONE;
            default -> random.nextInt(-1, from);
          };
    }
    return out;
  }

  @Test
  void view_randomLayouts_movesTheEntriesItNames() {
    for (int i = 0; i < 60; i++) {
      TensorLayout from = layout(3, 11);
      TensorLayout to = layout(3, 9);
      int x = constant(from, 40);
      int[] indices = indices(to.size(), from.size());
      long[] expected = new long[indices.length];
      Arrays.setAll(expected, o -> indices[o] < 0 ? 0 : 3 * values(x)[indices[o]]);
      check(to, LinearTerm.view(3, x, to.axes().size(), from.axes().size(), indices), expected);
    }
  }

  @Test
  void view_nothing_isZero() {
    int x = constant(ProgramBuilder.padded(3), 40);
    check(ProgramBuilder.features(5), LinearTerm.view(1, x, 1, 1, -1, -1, -1, -1, -1), new long[5]);
  }

  @Test
  void gather_betweenOtherAxes_splitsHeads() {
    // x[t, 3 i + j] becomes y[., i, j, t].
    TensorLayout from = ProgramBuilder.features(5, 9);
    int x = constant(from, 100);
    int[] same = new int[9];
    Arrays.setAll(same, o -> o);
    List<TensorAxis> axes =
        List.of(
            new TensorAxis.Batch(),
            new TensorAxis.Gather(2, 1, IndexList.of(same)),
            new TensorAxis.Broadcast());
    LinearTerm term =
        new LinearTerm(1, x, LinearTerm.NONE, axes, AxisOrder.of(2, 1, 0), AxisOrder.listed(3));
    TensorLayout to =
        new TensorLayout(
            List.of(
                AxisLayout.padded(2),
                AxisLayout.padded(3),
                AxisLayout.padded(3),
                from.axes().getFirst()));
    long[] expected = new long[2 * 9 * 5];
    Arrays.setAll(expected, o -> values(x)[o % 5 * 9 + o / 5 % 9]);
    check(to, term, expected);
  }

  @Test
  void transposed_everyOrder_isTheTranspose() {
    int[] lengths = {3, 5, 11};
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int[] order : orders) {
      TensorLayout from = split(lengths);
      List<AxisLayout> axes = Arrays.stream(order).mapToObj(from.axes()::get).toList();
      int x = constant(from, 60);
      long[] expected = new long[from.size()];
      int[] at = new int[3];
      int o = 0;
      for (at[order[0]] = 0; at[order[0]] < lengths[order[0]]; at[order[0]]++) {
        for (at[order[1]] = 0; at[order[1]] < lengths[order[1]]; at[order[1]]++) {
          for (at[order[2]] = 0; at[order[2]] < lengths[order[2]]; at[order[2]]++) {
            expected[o++] = -2 * values(x)[(at[0] * 5 + at[1]) * 11 + at[2]];
          }
        }
      }
      check(new TensorLayout(axes), LinearTerm.transposed(-2, x, order), expected);
    }
  }

  @Test
  void product_ofAttention_readsItsOperandsInTheirOwnOrders() {
    // O[t, h, d] = sum over s of P[h, t, s] V[s, h, d].
    int p = constant(split(3, 5, 6), 3);
    int v = constant(split(6, 3, 10), 3);
    List<TensorAxis> axes =
        List.of(
            new TensorAxis.Shared(),
            new TensorAxis.Batch(),
            new TensorAxis.Inner(),
            new TensorAxis.Free());
    LinearTerm term =
        new LinearTerm(1, p, v, axes, AxisOrder.of(1, 2, 0, 3), AxisOrder.of(2, 0, 1, 3));
    long[] expected = new long[5 * 3 * 10];
    for (int t = 0; t < 5; t++) {
      for (int h = 0; h < 3; h++) {
        for (int d = 0; d < 10; d++) {
          for (int s = 0; s < 6; s++) {
            expected[(t * 3 + h) * 10 + d] +=
                values(p)[(h * 5 + t) * 6 + s] * values(v)[(s * 3 + h) * 10 + d];
          }
        }
      }
    }
    check(split(5, 3, 10), term, expected);
  }

  @Test
  void plan_gatherOfDisjointParts_hasOneTermForEachPairOfBlocks() {
    // 11 = 8 + 3 (in 4): the first block of the result reads the operand's second block only.
    TensorLayout layout = ProgramBuilder.features(11);
    int x = constant(layout, 9);
    int[] indices = {8, 9, 10, -1, -1, -1, -1, -1, 3, 9, -1};
    int acc = program.contract(layout, List.of(LinearTerm.view(1, x, 1, 1, indices)));
    int result = program.stored(layout, -BOUND, BOUND);
    program.job(new Copy(result, acc, -BOUND, BOUND, true)).output(result);
    List<Term> terms =
        new TensorMachine(program.build())
            .plan().relations().stream().flatMap(r -> r.terms().stream()).toList();
    assertThat(terms)
        .flatExtracting(Term::axes)
        .containsExactly(
            new AxisMap.Gather(3, 2, IndexList.of(0, 1, 2)),
            new AxisMap.Gather(2, 3, IndexList.of(3)),
            new AxisMap.Gather(2, 2, IndexList.of(-1, 1)));
  }

  @Test
  void randomPrograms_together_gatherAndReorder() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 60; seed++) {
      for (TensorJob job : RandomProgram.of(seed, 1 + (int) (seed % 5)).program().jobs()) {
        if (job instanceof Contract c) {
          c.terms().forEach(t -> note(t, seen));
        }
      }
    }
    assertThat(seen)
        .contains("single gather", "product gather", "several axes", "to several axes")
        .contains("single result order", "product result order", "second order");
  }

  private static void note(LinearTerm t, Set<String> seen) {
    String kind = t.isProduct() ? "product " : "single ";
    for (TensorAxis axis : t.axes()) {
      if (axis instanceof TensorAxis.Gather g) {
        seen.add(kind + "gather");
        seen.add(g.firstAxes() > 1 ? "several axes" : "one axis");
        seen.add(g.resultAxes() > 1 ? "to several axes" : "to one axis");
      }
    }
    seen.add(t.resultOrder().isListed() ? "listed" : kind + "result order");
    seen.add(t.secondOrder().isListed() ? "listed" : "second order");
  }
}
