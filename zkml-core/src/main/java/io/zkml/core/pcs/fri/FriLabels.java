package io.zkml.core.pcs.fri;

/** Transcript labels of an opening, in order of use, and the proof-of-work rule. */
public final class FriLabels {

  /** A round's coefficients c0 and c2. */
  public static final String ROUND = "opening/round";

  /** The round's challenge. */
  public static final String CHALLENGE = "opening/challenge";

  /** The root of a folded codeword. */
  public static final String ORACLE = "opening/oracle";

  /** The message sent in clear. */
  public static final String CLEAR = "opening/clear";

  /** The proof of work. */
  public static final String NONCE = "opening/nonce";

  /** Query positions. */
  public static final String POSITIONS = "opening/positions";

  private FriLabels() {}

  /**
   * Whether a transcript state that has absorbed the nonce is a proof of work: its top bits are 0.
   *
   * @param firstWord first 8 bytes of the state, big-endian
   */
  public static boolean isProofOfWork(long firstWord, int powBits) {
    return powBits == 0 || firstWord >>> (Long.SIZE - powBits) == 0;
  }
}
