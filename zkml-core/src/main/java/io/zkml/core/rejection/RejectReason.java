package io.zkml.core.rejection;

/** The stage of verification that refused a proof, in the order in which the verifier runs. */
public enum RejectReason {
  /** Truncated, too long, wrong version, wrong length, or a count beyond the key's bound. */
  MALFORMED,
  /** A field element that is not below p. */
  NON_CANONICAL,
  /** The statement or the key does not fit the proof: other digest, other values, out of range. */
  STATEMENT,
  /** A bus does not balance, or a LogUp-GKR layer does not follow from the next one. */
  LOGUP,
  /** A constraint of a chip does not hold. */
  ZEROCHECK,
  /** A tensor relation does not hold. */
  CONTRACTION,
  /** The batched opening's sumcheck or its clear message does not fit the claims. */
  OPENING,
  /** The proof-of-work nonce is not one. */
  GRINDING,
  /** Leaves, with what they must hold at queried entries, do not lead to their root. */
  MERKLE,
  /** A folded value disagrees with the clear message. */
  QUERY
}
