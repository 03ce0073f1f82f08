package io.zkml.ml.onnx;

/**
 * An ONNX file that can't be read: damaged, over a limit, or breaking a rule of the format. The
 * message says where in the file and what.
 */
public final class OnnxFormatException extends Exception {
  private final String where;

  /**
   * @param where the place in the model, such as {@code graph.node[3] 'conv1'}
   * @param what what is wrong there
   */
  public OnnxFormatException(String where, String what) {
    super(where + ": " + what);
    this.where = where;
  }

  OnnxFormatException(String where, String what, Throwable cause) {
    super(where + ": " + what, cause);
    this.where = where;
  }

  /** The place in the model. */
  public String where() {
    return where;
  }
}
