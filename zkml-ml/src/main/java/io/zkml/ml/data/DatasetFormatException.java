package io.zkml.ml.data;

/** A data file that can't be read: damaged, over a limit, or of a form that isn't supported. */
public final class DatasetFormatException extends Exception {
  /**
   * @param message what is wrong
   */
  public DatasetFormatException(String message) {
    super(message);
  }

  DatasetFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
