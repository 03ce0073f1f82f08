package io.zkml.ml;

/** An input or output was asked for that the statement does not hold. */
public final class NotPublicException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  NotPublicException(String what) {
    super(
        "the model's "
            + what
            + " is committed, not public: "
            + what
            + "Commitment() gives its digest, and ModelKey."
            + what
            + "Commitment(values, salt) the digest of given values");
  }
}
