package io.zkml.ml.quant;

import java.io.IOException;

/**
 * One operation of a quantised graph on exact integers. An operation is one file: its rules, its
 * canonical bytes, its meaning and its translation to the tensor machine; {@link QuantOps} lists
 * the kinds. {@link #evaluate} shares no code with the machine that runs what {@link #lower} emits.
 */
public interface QuantOp {

  /** Index of the value that the operation defines. */
  int result();

  /** The kind's number in the canonical bytes. */
  int tag();

  /** Writes what follows tag and result; the kind's decoder in {@link QuantOps} reads it. */
  void encode(QuantWriter out) throws IOException;

  /**
   * Checks operands, shapes and bounds.
   *
   * @throws IllegalArgumentException naming the value and the rule that is broken
   */
  void check(GraphRules rules);

  /**
   * Computes the result.
   *
   * @throws ArithmeticException if an entry leaves its bounds
   */
  long[] evaluate(QuantMemory memory);

  /** Appends the tensor instructions that compute the result. */
  void lower(ProgramWriter program);

  /** Number of constants: weights and biases. */
  default long parameters() {
    return 0;
  }
}
