package io.zkml.ml;

/** Which arithmetic kernels a prover uses; the proofs are the same bytes. */
public enum KernelChoice {
  /** The Vector API where it is there and compiled, plain Java until then and elsewhere. */
  AUTO,
  /** Plain Java. */
  SCALAR,
  /** The Vector API: an error if Java was started without it. */
  VECTOR
}
