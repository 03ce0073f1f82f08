package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.OneHotMaxChip;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * The position of the maximum (or minimum) along an axis as a one-hot tensor; of equal entries the
 * first. The maximum itself is the sum of one-hot times source, its index that of one-hot times
 * position: linear instructions.
 *
 * @param result witness tensor from 0 to 1
 * @param source stored tensor of equal layout
 * @param rank number of axes of both tensors
 * @param axis the axis along which entries are compared
 * @param least whether the minimum is taken
 * @param length entries along that axis
 */
public record OneHotMax(int result, int source, int rank, int axis, boolean least, int length)
    implements RowJob {

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec x = ledger.read(this, source);
    TensorSpec e = ledger.witness(this, result);
    ledger.require(x.layout().equals(e.layout()), this, "layouts differ");
    ledger.require(e.min() == 0 && e.max() == 1, this, "result's bounds");
    ledger.require(
        rank == ledger.rank(result) && axis >= 0 && axis < rank, this, "there is no such axis");
    ledger.require(length == x.layout().axes().get(axis).length(), this, "the axis' length");
    // SOUNDNESS: the differences of the maximum and the entries are checked against the table.
    ledger.require(x.max() - x.min() < ledger.range(), this, "differences exceed the range table");
    BigInteger sum = BigInteger.valueOf(length).multiply(BigInteger.valueOf(x.magnitude()));
    // SOUNDNESS: before the proof shows that one position is chosen, sums are over all of them.
    ledger.require(sum.bitLength() <= 62, this, "sums along the axis exceed 62 bits");
  }

  @Override
  public OneHotMax renumbered(IntUnaryOperator tensors) {
    return new OneHotMax(
        tensors.applyAsInt(result), tensors.applyAsInt(source), rank, axis, least, length);
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] x = memory.get(source);
    long[] out = new long[x.length];
    int inner = inner(memory);
    for (int outer = 0; outer < x.length; outer += length * inner) {
      for (int at = outer; at < outer + inner; at++) {
        int best = at;
        for (int i = at; i < at + length * inner; i += inner) {
          best = (least ? x[i] < x[best] : x[i] > x[best]) ? i : best;
        }
        out[best] = 1;
      }
    }
    memory.set(result, out);
  }

  private int inner(TensorMemory memory) {
    int inner = 1;
    for (int k = axis + 1; k < rank; k++) {
      inner *= memory.spec(source).layout().axes().get(k).length();
    }
    return inner;
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return OneHotMaxChip.chip(least);
  }

  @Override
  public List<Operand> operands() {
    TensorAxis upTo = new TensorAxis.Window(length, 1, 1, length - 1, false);
    return List.of(
        new Operand.Whole(source),
        view(
            LinearTerm.NONE,
            new TensorAxis.Batch(),
            new TensorAxis.Sum(),
            new TensorAxis.Broadcast()),
        view(source, new TensorAxis.Shared(), new TensorAxis.Inner(), new TensorAxis.Broadcast()),
        view(LinearTerm.NONE, new TensorAxis.Batch(), upTo));
  }

  /** A term of the one-hot tensor: some axes at the compared one, another at all others. */
  private Operand view(int second, TensorAxis others, TensorAxis... compared) {
    List<TensorAxis> axes = new ArrayList<>();
    for (int k = 0; k < rank; k++) {
      axes.addAll(k == axis ? Arrays.asList(compared) : List.of(others));
    }
    return new Operand.View(new LinearTerm(1, result, second, axes));
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    return new long[][] {memory.get(result)};
  }
}
