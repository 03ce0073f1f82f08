package io.zkml.vm.proof;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One job of every kind of single entries, over a tensor x from -6 to 6, the accumulator x + 1 and
 * a divisor from 1 to 3.
 */
final class SmallGadgets {

  static final int BITS = 4;
  static final long MAX = 6;

  final ProgramBuilder b = new ProgramBuilder(BITS);
  final int copy;
  final int product;
  final int sign;
  final int least;
  final int oneHot;
  final int quotient;
  final int remainder;
  private final TensorLayout layout;
  private final int rank;

  /**
   * The program.
   *
   * @param storage of x: an input, a constant or a witness
   * @param axis the axis of the one-hot tensor; without axes there is none
   */
  SmallGadgets(TensorLayout layout, Storage storage, int axis, long[] values, long[] divisors) {
    this.layout = layout;
    this.rank = layout.axes().size();
    int x = source(storage, values);
    int d = b.input(layout, 1, 3, divisors);
    int acc = successor(x);
    copy = b.stored(layout, -8, 7);
    product = b.stored(layout, -42, 42);
    sign = b.stored(layout, 0, 1);
    least = b.stored(layout, -8, 7);
    quotient = b.stored(layout, -8, 7);
    remainder = b.stored(layout, 0, 15);
    b.job(new Copy(copy, acc, -8, 7, true));
    b.job(new Multiply(product, x, acc));
    b.job(new Positive(sign, acc, 1));
    b.job(new Maximum(least, List.of(x, copy, acc, x), true));
    b.job(new Divide(quotient, remainder, acc, d, -8, 7, 1));
    oneHot = rank == 0 ? -1 : b.stored(layout, 0, 1);
    if (rank > 0) {
      int length = layout.axes().get(axis).length();
      b.job(new OneHotMax(oneHot, x, rank, axis, false, length));
    }
  }

  private int source(Storage storage, long[] values) {
    if (storage == Storage.CONSTANT) {
      return b.constant(layout, -MAX, MAX, values);
    }
    int x = b.input(layout, -MAX, MAX, values);
    if (storage == Storage.INPUT) {
      return x;
    }
    int stored = b.stored(layout, -MAX, MAX);
    b.job(new Copy(stored, x, -MAX, MAX, false));
    return stored;
  }

  /** x + 1, with a constant that would show in padding. */
  private int successor(int x) {
    int one = b.constant(new TensorLayout(List.of()), 1, 1, 1);
    List<TensorAxis> everywhere =
        new ArrayList<>(Collections.nCopies(rank, new TensorAxis.Broadcast()));
    return b.contract(
        layout,
        MAX + 1,
        List.of(
            LinearTerm.scaled(1, x, rank), new LinearTerm(1, one, LinearTerm.NONE, everywhere)));
  }

  /** Makes all results outputs. */
  SmallGadgets withOutputs() {
    for (int output : new int[] {copy, product, sign, least, quotient, remainder}) {
      b.output(output);
    }
    if (oneHot >= 0) {
      b.output(oneHot);
    }
    return this;
  }

  MachineRun run() {
    return new MachineRun(b.build(), b.values());
  }
}
