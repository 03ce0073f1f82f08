package io.zkml.core.stark;

import io.zkml.core.transcript.Message;
import java.util.List;

/**
 * The messages of the fused zerocheck.
 *
 * @param rounds round polynomials' coefficients but c1
 * @param values the value of every committed and virtual column, segment by segment
 */
public record ZerocheckProof(List<Message> rounds, Message values) {

  /** Copies the list. */
  public ZerocheckProof {
    rounds = List.copyOf(rounds);
  }
}
