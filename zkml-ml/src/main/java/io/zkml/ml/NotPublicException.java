package io.zkml.ml;

import io.zkml.ml.compiler.Visibility;

/** An input or output was asked for that the statement does not hold. */
public final class NotPublicException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  NotPublicException(String what, Visibility visibility) {
    super(message(what, visibility));
  }

  private static String message(String what, Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> "the model's " + what + " is public";
      case COMMITTED ->
          "the model's "
              + what
              + " is committed, not public: "
              + what
              + "Commitment() gives its digest, and ModelKey."
              + what
              + "Commitment(values, salt) the digest of given values";
      case PRIVATE ->
          "the model's "
              + what
              + " is private: the proof says that there is one, and neither what it is nor whether"
              + " it is that of another proof; compile the model with "
              + what
              + "(Visibility.COMMITTED) for a digest, or PUBLIC for the values";
    };
  }
}
