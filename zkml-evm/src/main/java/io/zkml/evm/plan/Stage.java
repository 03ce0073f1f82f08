package io.zkml.evm.plan;

/** The check that failed, as the number in the contract's error {@code InvalidProof(uint256)}. */
public enum Stage {
  /** The statement's digests or entries. */
  STATEMENT(1),
  /** Buses: LogUp-GKR. */
  LOGUP(2),
  /** Constraints. */
  ZEROCHECK(3),
  /** Tensor relations between public values. */
  CONTRACTION(4),
  /** The opening's last claim. */
  OPENING(5),
  /** Proof of work. */
  GRINDING(6),
  /** Merkle paths. */
  MERKLE(7),
  /** Folds and clear message. */
  QUERY(8);

  private final int code;

  Stage(int code) {
    this.code = code;
  }

  /** The number in the error. */
  public int code() {
    return code;
  }
}
