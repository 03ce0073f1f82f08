package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A decision tree of three branches and four leaves for a few rows, as trees are lowered: a bit for
 * each comparison of a rank, a product for each branch below the root, the sum of the leaves. No
 * other comparison and no other leaf is provable.
 */
class DishonestTreeTest {

  private static final TensorLayout ROWS = padded(4);
  private static final long[] RANKS = {0, 1, 2, 3};
  private static final long[] LEAVES = {-5, 3, 7, 11};

  private final ProgramBuilder b = new ProgramBuilder(4);
  private final int rank = b.input(ROWS, 0, 3, RANKS);
  private final int root = above(1);
  private final int left = above(0);
  private final int right = above(2);
  private final int toRight = b.stored(ROWS, -1, 1);
  private final int toLeft = b.stored(ROWS, -2, 2);
  private final int leaf = b.stored(ROWS, -64, 64);
  private final MachineRun run = run();
  private final ProvingKey key = run.key();

  /** Whether the rank is more than a cut's. */
  private int above(long cut) {
    int difference = b.contract(ROWS, 8, List.of(LinearTerm.scaled(1, rank, 1), constant(-cut)));
    int bit = b.stored(ROWS, 0, 1);
    b.job(new Positive(bit, difference, 1));
    return bit;
  }

  private LinearTerm constant(long value) {
    int one = b.constant(new TensorLayout(List.of()), value, value, value);
    return new LinearTerm(1, one, LinearTerm.NONE, List.of(new TensorAxis.Broadcast()));
  }

  private static LinearTerm times(long factor, int tensor) {
    return LinearTerm.scaled(factor, tensor, 1);
  }

  /** The leaves: beyond right, right, beyond left, left; each reached less taken where it stays. */
  private MachineRun run() {
    b.job(new Multiply(toRight, root, right));
    int other = b.contract(ROWS, 2, List.of(constant(1), times(-1, root)));
    b.job(new Multiply(toLeft, left, other));
    List<LinearTerm> sum = new ArrayList<>();
    sum.add(constant(LEAVES[0]));
    sum.add(times(LEAVES[1] - LEAVES[0], toLeft));
    sum.add(times(LEAVES[2] - LEAVES[0], root));
    sum.add(times(LEAVES[3] - LEAVES[2], toRight));
    int total = b.contract(ROWS, 64, sum);
    b.job(new Copy(leaf, total, -64, 64, false));
    return new MachineRun(b.output(leaf).build(), b.values());
  }

  @Test
  void verify_honestTree_decidesAsItsBranches() {
    assertThat(run.tensors.get(leaf)).containsExactly(LEAVES);
    assertThat(TraceChecker.check(run.tables(), List.of()).isClean()).isTrue();
    assertThat(
            DishonestProverTest.isRejected(key, run.statement(), run.prove(key, run.statement())))
        .isFalse();
  }

  /** A branch that goes the other way, with everything behind it as it follows from that. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "0, 3", "1, 0", "1, 1", "2, 2", "2, 3"})
  void verify_otherComparison_rejects(int branch, int row) {
    int bit = new int[] {root, left, right}[branch];
    MachineRun lie = Forgery.of(run, bit, row, 1 - run.tensors.get(bit)[row]);
    assertThat(lie.tensors.get(leaf)[row]).isNotEqualTo(LEAVES[row]);
    reject(lie, "branch " + branch + " of row " + row);
  }

  /** A leaf that true comparisons do not lead to, or two of them, or none. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 3", "1, 1", "1, 2", "1, 0", "0, 2"})
  void verify_otherLeaf_rejects(int side, int row) {
    int taken = side == 0 ? toRight : toLeft;
    MachineRun lie = Forgery.of(run, taken, row, 1 - run.tensors.get(taken)[row]);
    assertThat(lie.tensors.get(leaf)[row]).isNotEqualTo(LEAVES[row]);
    reject(lie, "side " + side + " of row " + row);
  }

  /** Another sum of leaves. */
  @ParameterizedTest
  @CsvSource({"0, 3", "1, -5", "2, 11", "3, 7", "3, 12"})
  void verify_otherSum_rejects(int row, long value) {
    reject(Forgery.of(run, leaf, row, value), "leaf " + value + " of row " + row);
  }

  private void reject(MachineRun lie, String what) {
    assertThat(TraceChecker.check(lie.tables(), List.of()).isClean()).as(what).isFalse();
    DishonestProverTest.rejected(lie, key, lie.statement(), what);
  }
}
