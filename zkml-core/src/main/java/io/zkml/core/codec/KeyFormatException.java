package io.zkml.core.codec;

/**
 * The bytes of a key or of a statement are not in the one form that this version accepts, or
 * describe something that no verifier should work on: see {@link KeyLimits}.
 */
public final class KeyFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * A refusal.
   *
   * @param position number of bytes read when the fault was found
   * @param reason what is wrong
   */
  public KeyFormatException(int position, String reason) {
    super("at byte " + position + ": " + reason);
    this.position = position;
  }

  /** Number of bytes read when the fault was found. */
  public int position() {
    return position;
  }
}
