package io.zkml.vm.tensor;

import io.zkml.vm.tensor.TensorSpec.Storage;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A linear instruction: {@code c = sum_t scale_t sum a_t b_t}: matrix products, convolutions,
 * biases, sums, means, additions of tensors. Its result is an accumulator.
 *
 * @param result accumulator tensor
 * @param terms what is added up
 */
public record Contract(int result, List<LinearTerm> terms) implements TensorJob {

  /** Copies the list. */
  public Contract {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a contraction without terms");
    }
  }

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec c = ledger.spec(result);
    ledger.require(c.storage() == Storage.ACCUMULATOR, this, "result is no accumulator");
    BigInteger bound = BigInteger.ZERO;
    for (LinearTerm t : terms) {
      bound = bound.add(ledger.termBound(this, result, t));
    }
    BigInteger declared = BigInteger.valueOf(Math.min(-c.min(), c.max()));
    // SOUNDNESS: beyond the declared bound an accumulator could wrap around p.
    ledger.require(bound.compareTo(declared) <= 0, this, "needs bound " + bound);
  }

  @Override
  public Contract renumbered(IntUnaryOperator tensors) {
    return new Contract(
        tensors.applyAsInt(result), terms.stream().map(t -> t.renumbered(tensors)).toList());
  }

  @Override
  public void execute(TensorMemory memory) {
    memory.set(result, memory.sum(memory.spec(result).layout(), terms));
  }
}
