package io.zkml.core.stark.prover;

import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.VerifyingKey;
import java.util.List;
import java.util.Locale;

/**
 * What a prover needs of a program besides its verifying key.
 *
 * @param verifyingKey the key
 * @param preprocessedEntries entries of every preprocessed commitment, in layout order
 * @param preprocessed the same with codewords and trees
 */
public record ProvingKey(
    VerifyingKey verifyingKey, List<long[]> preprocessedEntries, List<CommittedData> preprocessed) {

  /**
   * Copies the lists, not the arrays.
   *
   * @throws IllegalArgumentException if the plan is too large for what the parameter set promises
   */
  public ProvingKey {
    preprocessedEntries = List.copyOf(preprocessedEntries);
    preprocessed = List.copyOf(preprocessed);
    requireTarget(verifyingKey);
  }

  private static void requireTarget(VerifyingKey key) {
    // SOUNDNESS: proofs under a key are worth what its parameter set's name says, or none are made.
    if (!key.parameters().isUnsafe() && !PlanSecurity.reachesTarget(key)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "this program's proofs would have %.2f provable bits under %s, which promises %d",
              PlanSecurity.report(key).sumBits(),
              key.parameters().name(),
              key.parameters().targetBits()));
    }
  }
}
