package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * An instruction that commits its results: one row of its chip for every entry of a result, all of
 * one layout. Committed columns come in the order of {@link #committed}, the results first; virtual
 * columns in the order of {@link #operands}; a public column is 1 at real positions and 0 in
 * padding.
 */
public sealed interface RowJob extends TensorJob
    permits CommittedInput,
        Copy,
        Divide,
        Maximum,
        MaxWindow,
        Multiply,
        OneHotMax,
        Positive,
        Requantize {

  /**
   * The chip. Jobs with equal chips share their rows.
   *
   * @param rangeBits log2 of the range table
   * @param tableIds ids of function tables
   */
  Chip chip(int rangeBits, ToIntFunction<Activation> tableIds);

  @Override
  RowJob renumbered(IntUnaryOperator tensors);

  /** What the virtual columns hold. */
  List<Operand> operands();

  /** Values of the committed columns in logical order, signed. */
  long[][] committed(TensorMemory memory);

  /** The function whose table the job looks up. */
  default Optional<Activation> function() {
    return Optional.empty();
  }

  /** A virtual column's content. */
  sealed interface Operand {
    /** A tensor of the results' layout: an accumulator or a stored tensor. */
    record Whole(int tensor) implements Operand {}

    /** A view of a stored tensor, laid out as the results. */
    record View(LinearTerm term) implements Operand {}
  }
}
