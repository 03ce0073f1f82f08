package io.zkml.core.air;

/** Where the values of a column come from. */
public enum ColumnKind {
  /** Committed: the prover's witness, or preprocessed with the program. */
  COMMITTED,
  /** The result of a tensor relation on committed tensors: not committed, proven by contraction. */
  VIRTUAL,
  /** A function of the row index that the verifier evaluates itself. */
  PUBLIC
}
