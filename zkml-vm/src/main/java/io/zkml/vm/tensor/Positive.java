package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.Limbs;
import io.zkml.vm.chip.PositiveChip;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * Comparison with zero: 1 where the source is positive, else 0. Other comparisons follow by linear
 * instructions: {@code a > b} is the sign of a - b, {@code a >= b} that of a - b + 1.
 *
 * @param result witness tensor from 0 to 1
 * @param source tensor of equal layout
 * @param limbs width of the sign's range check, in range tables
 */
public record Positive(int result, int source, int limbs) implements RowJob {

  /** The job with as many limbs as a source's magnitude needs. */
  public static Positive of(int result, int source, long magnitude, int rangeBits) {
    return new Positive(result, source, Limbs.count(magnitude + 1, rangeBits));
  }

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec x = ledger.operand(this, source, result);
    TensorSpec b = ledger.witness(this, result);
    ledger.require(b.min() == 0 && b.max() == 1, this, "result's bounds");
    // SOUNDNESS: beyond 2^62 a negative number would pass as a positive one.
    ledger.require(
        Limbs.fit(limbs, ledger.rangeBits(), 62), this, "the range check is not of 1 to 62 bits");
    long range = 1L << (limbs * ledger.rangeBits());
    ledger.require(x.magnitude() < range, this, "the source exceeds the range check");
  }

  @Override
  public Positive renumbered(IntUnaryOperator tensors) {
    return new Positive(tensors.applyAsInt(result), tensors.applyAsInt(source), limbs);
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] x = memory.get(source);
    long[] out = new long[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] > 0 ? 1 : 0;
    }
    memory.set(result, out);
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return PositiveChip.chip(limbs, rangeBits);
  }

  @Override
  public List<Operand> operands() {
    return List.of(new Operand.Whole(source));
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    return PositiveChip.columns(memory.get(result), memory.get(source), limbs, memory.rangeBits());
  }
}
