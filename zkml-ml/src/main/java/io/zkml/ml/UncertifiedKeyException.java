package io.zkml.ml;

/** Proofs were to be verified under a key of undisclosed weights that nobody has vouched for. */
public final class UncertifiedKeyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  UncertifiedKeyException() {
    super(
        "the model's weights are not public, so nobody but its author can check that they are"
            + " within their bounds: verify the author's certificate once with"
            + " CertifiedKey.verify(key, certificate) and make the verifier of the result");
  }
}
