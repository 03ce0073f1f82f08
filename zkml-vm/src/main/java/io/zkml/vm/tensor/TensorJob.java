package io.zkml.vm.tensor;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One executed tensor instruction: defines tensors from earlier ones. An instruction is one class:
 * its rule in the bounds ledger, its exact execution and, unless it is linear, the rows that it
 * puts into a chip.
 */
public sealed interface TensorJob permits Contract, RowJob {

  /** Indices of the tensors that the job defines, at least one. */
  List<Integer> results();

  /**
   * Checks operands, layouts and bounds.
   *
   * @throws IllegalArgumentException naming the job and the rule that it breaks
   */
  void check(BoundsLedger ledger);

  /**
   * Computes the results.
   *
   * @throws TensorTrapException if a computed entry leaves its bounds
   */
  void execute(TensorMemory memory);

  /** The same job of other tensors. */
  TensorJob renumbered(IntUnaryOperator tensors);
}
