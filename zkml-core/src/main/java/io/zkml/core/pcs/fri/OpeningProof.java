package io.zkml.core.pcs.fri;

import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.transcript.Message;
import java.util.List;

/**
 * A batched opening. All counts and lengths follow from {@link io.zkml.core.pcs.FriShape}.
 *
 * @param rounds W + h sumcheck messages of two elements: coefficients c0 and c2
 * @param oracleRoots roots of the folded codewords
 * @param clear the last folded message, 2^logClear elements in entry order
 * @param nonce the proof of work, 8 bytes
 * @param commitmentOpenings the queried leaves of each commitment, in transcript order
 * @param oracleOpenings the queried leaves of each folded codeword
 */
public record OpeningProof(
    List<Message> rounds,
    List<Message> oracleRoots,
    Message clear,
    Message nonce,
    List<MultiOpening> commitmentOpenings,
    List<OracleOpening> oracleOpenings) {

  /** Copies the lists. */
  public OpeningProof {
    rounds = List.copyOf(rounds);
    oracleRoots = List.copyOf(oracleRoots);
    commitmentOpenings = List.copyOf(commitmentOpenings);
    oracleOpenings = List.copyOf(oracleOpenings);
  }
}
