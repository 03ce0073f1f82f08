package io.zkml.ml;

import java.io.IOException;

/** A file that should hold a compiled model, a model key or a proof does not. */
public final class ModelFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says which file's content is wrong, and how. */
  public ModelFormatException(String message) {
    super(message);
  }

  /** As above, with the cause. */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
