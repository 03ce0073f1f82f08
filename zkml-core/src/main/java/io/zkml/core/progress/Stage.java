package io.zkml.core.progress;

/** The stages of a proof, in order. */
public enum Stage {
  /** Committing to a program's constants, once per key. */
  SETUP,
  /** Running the program. */
  EXECUTE,
  /** Filling the columns from the run. */
  WITNESS,
  /** Encoding and hashing the columns. */
  COMMIT,
  /** The fractional sum over all bus messages. */
  LOGUP,
  /** The constraints. */
  ZEROCHECK,
  /** The tensor relations. */
  CONTRACTION,
  /** Opening the commitments at all claims. */
  OPENING
}
