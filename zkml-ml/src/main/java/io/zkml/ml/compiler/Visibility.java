package io.zkml.ml.compiler;

/**
 * Who learns a model's input, output or weights from its key and the statements about it.
 *
 * <p>Neither committed nor private is secret. A proof is not zero knowledge: what it opens of
 * committed vectors are equations in their entries, and whoever can guess them can confirm the
 * guess with a proof. Do not rely on it where that matters.
 */
public enum Visibility {
  /**
   * Everybody: input and output stand in the statement; weights can be recomputed from the model.
   */
  PUBLIC,
  /**
   * The prover, and whoever is told: a digest of the entries and a secret salt stands in the
   * statement or, for weights, in the key. It binds, links and can be opened.
   */
  COMMITTED,
  /**
   * The prover alone. The statement does not name the input or the output at all: two proofs cannot
   * be linked by it, and nobody can be shown later what it was. A proof whose input and output are
   * both private says only that some input exists. Weights are held by the key like committed ones.
   */
  PRIVATE
}
