package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.CopyChip;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * Stores an accumulator or a tensor under other bounds: the result is committed and can be an
 * operand of products. With {@code ranged} the result's bounds may be narrower than what the ledger
 * knows of the source; the proof checks them, and a value beyond is a trap.
 *
 * @param result witness tensor
 * @param source tensor of equal layout
 * @param min least entry of the result
 * @param max largest entry of the result
 * @param ranged whether the proof checks these bounds
 */
public record Copy(int result, int source, long min, long max, boolean ranged) implements RowJob {

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec x = ledger.operand(this, source, result);
    TensorSpec y = ledger.witness(this, result);
    ledger.require(y.min() == min && y.max() == max, this, "result's bounds");
    if (ranged) {
      ledger.require(min <= 0 && max >= 0, this, "padding is 0");
      ledger.require(max - min < ledger.range(), this, "bounds exceed the range table");
    } else {
      ledger.require(min <= x.min() && max >= x.max(), this, "bounds are narrower");
    }
  }

  @Override
  public Copy renumbered(IntUnaryOperator tensors) {
    return new Copy(tensors.applyAsInt(result), tensors.applyAsInt(source), min, max, ranged);
  }

  @Override
  public void execute(TensorMemory memory) {
    memory.define(result, memory.get(source).clone());
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return ranged ? CopyChip.ranged(min, max) : CopyChip.exact();
  }

  @Override
  public List<Operand> operands() {
    return List.of(new Operand.Whole(source));
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    return new long[][] {memory.get(result)};
  }
}
