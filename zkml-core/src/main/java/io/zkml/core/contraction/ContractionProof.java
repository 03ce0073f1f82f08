package io.zkml.core.contraction;

import io.zkml.core.transcript.Message;
import java.util.List;

/**
 * The messages of the batched contraction sumcheck.
 *
 * @param rounds one message a round: the round polynomial's coefficients but c1
 * @param operands the value of every committed first operand, in order of the product groups
 */
public record ContractionProof(List<Message> rounds, Message operands) {

  /** Copies the list. */
  public ContractionProof {
    rounds = List.copyOf(rounds);
  }
}
