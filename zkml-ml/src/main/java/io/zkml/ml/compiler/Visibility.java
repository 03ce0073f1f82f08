package io.zkml.ml.compiler;

/** Who learns a model's input or output from a statement about it. */
public enum Visibility {
  /** Everybody: its entries stand in the statement. */
  PUBLIC,
  /**
   * The prover, and whoever is told: the statement holds a digest of the entries and a salt.
   *
   * <p>Committed is undisclosed, not secret. A proof is not zero knowledge: what it opens of the
   * committed vectors are equations in the entries, and whoever can guess the input can confirm the
   * guess with them. Do not rely on it where that matters.
   */
  COMMITTED
}
