package io.zkml.vm.tensor;

/**
 * A run left the bounds that the program declares: no proof of it exists. The message names the
 * instruction's result, the position and the value.
 */
public final class TensorTrapException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A trap with its description. */
  public TensorTrapException(String message) {
    super(message);
  }
}
