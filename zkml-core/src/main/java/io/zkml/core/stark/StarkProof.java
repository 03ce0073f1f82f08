package io.zkml.core.stark;

import io.zkml.core.contraction.ContractionProof;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.transcript.Message;
import java.util.List;

/**
 * A proof of one statement, in the order in which the verifier reads it.
 *
 * @param commitments root and out-of-domain value of every commitment made by this proof
 * @param gkr bus balance
 * @param zerocheck constraints
 * @param contraction tensor relations
 * @param opening all claims on committed vectors
 */
public record StarkProof(
    List<CommitmentMessages> commitments,
    GkrProof gkr,
    ZerocheckProof zerocheck,
    ContractionProof contraction,
    OpeningProof opening) {

  /** Copies the list. */
  public StarkProof {
    commitments = List.copyOf(commitments);
  }

  /** The messages of one commitment. */
  public record CommitmentMessages(Message root, Message oodValue) {}
}
