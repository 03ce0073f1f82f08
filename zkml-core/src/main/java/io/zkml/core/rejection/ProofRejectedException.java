package io.zkml.core.rejection;

/**
 * The one outcome of checking a proof that does not hold: thrown for any bytes that are not an
 * accepted proof of the statement at hand, whatever is wrong with them.
 */
public final class ProofRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  /** A rejection at the given stage; the detail names what failed, for logs. */
  public ProofRejectedException(RejectReason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  /** The stage that refused. */
  public RejectReason reason() {
    return reason;
  }
}
