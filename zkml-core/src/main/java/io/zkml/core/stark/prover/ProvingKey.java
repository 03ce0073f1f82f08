package io.zkml.core.stark.prover;

import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.stark.VerifyingKey;
import java.util.List;

/**
 * What a prover needs of a program besides its verifying key.
 *
 * @param verifyingKey the key
 * @param preprocessedEntries entries of every preprocessed commitment, in layout order
 * @param preprocessed the same with codewords and trees
 */
public record ProvingKey(
    VerifyingKey verifyingKey, List<long[]> preprocessedEntries, List<CommittedData> preprocessed) {

  /** Copies the lists, not the arrays. */
  public ProvingKey {
    preprocessedEntries = List.copyOf(preprocessedEntries);
    preprocessed = List.copyOf(preprocessed);
  }
}
