package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.InputChip;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * Takes an input that the prover commits to: its rows prove of cells that the verifier does not see
 * what it checks of public entries. The entries are given with the run.
 *
 * @param result tensor stored as {@link Storage#COMMITTED_INPUT} or {@link Storage#PRIVATE_INPUT}
 * @param min its least entry
 * @param max its largest entry
 */
public record CommittedInput(int result, long min, long max) implements RowJob {

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec x = ledger.spec(result);
    ledger.require(x.storage().isUndisclosedInput(), this, "result is no committed input");
    // SOUNDNESS: the chip proves these bounds, the ledger counts on the tensor's.
    ledger.require(x.min() == min && x.max() == max, this, "result's bounds");
    // SOUNDNESS: a lookup into the range table proves no wider window.
    ledger.require(max - min < ledger.range(), this, "bounds exceed the range table");
  }

  @Override
  public CommittedInput renumbered(IntUnaryOperator tensors) {
    return new CommittedInput(tensors.applyAsInt(result), min, max);
  }

  @Override
  public void execute(TensorMemory memory) {
    memory.define(result, memory.get(result));
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return InputChip.chip(min, max, rangeBits);
  }

  @Override
  public List<Operand> operands() {
    return List.of();
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    return new long[][] {memory.get(result)};
  }
}
