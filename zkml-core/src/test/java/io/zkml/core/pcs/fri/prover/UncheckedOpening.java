package io.zkml.core.pcs.fri.prover;

import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.transcript.ProverChannel;
import java.util.List;

/** Openings of claims that need not hold. */
public final class UncheckedOpening {

  private UncheckedOpening() {}

  /** As {@link FriProver#open}, without the look at what comes out. */
  public static OpeningProof open(
      FriProver prover,
      ProverChannel channel,
      FriShape shape,
      List<CommittedData> commitments,
      List<OpeningClaim> claims) {
    return new FriOpening(prover, channel, shape, commitments, claims).run();
  }
}
