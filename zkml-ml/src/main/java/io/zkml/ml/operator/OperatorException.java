package io.zkml.ml.operator;

/** Why an operator can't be applied at a node; the message is one reason, without the node. */
public final class OperatorException extends Exception {
  /**
   * @param reason what isn't supported or doesn't fit
   */
  public OperatorException(String reason) {
    super(reason);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
