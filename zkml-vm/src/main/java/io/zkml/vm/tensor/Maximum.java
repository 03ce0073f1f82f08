package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.MaxChip;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * The larger (or smaller) of several tensors, entry by entry.
 *
 * @param result witness tensor
 * @param sources two or more tensors of equal layout
 * @param least whether the smallest entry is taken
 */
public record Maximum(int result, List<Integer> sources, boolean least) implements RowJob {

  /** Copies the list. */
  public Maximum {
    sources = List.copyOf(sources);
    if (sources.size() < 2 || sources.size() > MaxWindow.MAX_ELEMENTS) {
      throw new IllegalArgumentException("extreme of " + sources.size() + " tensors");
    }
  }

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec y = ledger.witness(this, result);
    for (int source : sources) {
      TensorSpec x = ledger.operand(this, source, result);
      ledger.require(y.min() <= x.min() && y.max() >= x.max(), this, "result's bounds");
    }
    // SOUNDNESS: the differences of result and sources are checked against the range table.
    ledger.require(y.max() - y.min() < ledger.range(), this, "differences exceed the range table");
  }

  @Override
  public Maximum renumbered(IntUnaryOperator tensors) {
    return new Maximum(
        tensors.applyAsInt(result), sources.stream().map(tensors::applyAsInt).toList(), least);
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] out = memory.get(sources.getFirst()).clone();
    for (int source : sources.subList(1, sources.size())) {
      long[] x = memory.get(source);
      for (int i = 0; i < out.length; i++) {
        out[i] = least ? Math.min(out[i], x[i]) : Math.max(out[i], x[i]);
      }
    }
    memory.set(result, out);
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return least ? MaxChip.least(sources.size()) : MaxChip.chip(sources.size());
  }

  @Override
  public List<Operand> operands() {
    return sources.stream().<Operand>map(Operand.Whole::new).toList();
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    List<long[]> elements = sources.stream().map(memory::get).toList();
    return MaxChip.columns(memory.get(result), elements, least);
  }
}
