package io.zkml.core.stark;

import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.logup.GkrProof;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of messages of every part of a proof, all from the key. (Lengths of single messages
 * are checked where they are read, the opening's counts by its verifier.)
 *
 * @param commitments commitments made by the proof
 * @param gkrLayers layers of the fractional sum; layer k has k rounds
 * @param zerocheckRounds rounds of the zerocheck
 * @param zerocheckDegree elements of each of its messages
 * @param columnValues values after the zerocheck
 * @param tables (P, Q) pairs
 * @param contractionRounds rounds of the contraction sumcheck
 * @param contractionDegree elements of each of its messages
 * @param operandValues values after the contraction
 */
public record ProofShape(
    int commitments,
    int gkrLayers,
    int zerocheckRounds,
    int zerocheckDegree,
    int columnValues,
    int tables,
    int contractionRounds,
    int contractionDegree,
    int operandValues) {

  /** The shape of all proofs under a key. */
  public static ProofShape of(VerifyingKey key, ProofContext context) {
    return of(key.plan(), context.logUp(), context.products());
  }

  /** The same without a statement: what a decoder needs. */
  public static ProofShape of(VerifyingKey key) {
    ProofPlan plan = key.plan();
    return of(plan, logUp(plan), new ProductGroups(plan.relations()));
  }

  /** Order of the leaves of a plan's fractional sum. */
  static LogUpShape logUp(ProofPlan plan) {
    List<LogUpShape.Table> tables = new ArrayList<>();
    for (Segment s : plan.segments()) {
      tables.add(new LogUpShape.Table(s.logRows(), s.chip().interactions()));
    }
    return new LogUpShape(tables);
  }

  private static ProofShape of(ProofPlan plan, LogUpShape logUp, ProductGroups products) {
    int operands = 0;
    for (ProductGroups.Group g : products.groups()) {
      operands += g.operand().isPublic() ? 0 : 1;
    }
    return new ProofShape(
        plan.commitments().size() - plan.preprocessed(),
        logUp.variables(),
        plan.maxLogRows(),
        plan.zerocheckDegree(),
        plan.givenColumns(),
        plan.segments().size(),
        products.rounds(),
        products.degree(),
        operands);
  }

  /** Checks all counts before anything is read. */
  void check(StarkProof proof) throws ProofRejectedException {
    boolean fits =
        proof.commitments().size() == commitments
            && proof.gkr().layers().size() == gkrLayers
            && proof.zerocheck().rounds().size() == zerocheckRounds
            && proof.contraction().rounds().size() == contractionRounds;
    for (int k = 0; fits && k < gkrLayers; k++) {
      GkrProof.Layer layer = proof.gkr().layers().get(k);
      fits = layer.rounds().size() == k;
    }
    if (!fits) {
      throw new ProofRejectedException(RejectReason.MALFORMED, "wrong number of messages");
    }
  }
}
