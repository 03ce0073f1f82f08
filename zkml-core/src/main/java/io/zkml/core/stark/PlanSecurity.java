package io.zkml.core.stark;

import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.security.SecurityCalculator;
import io.zkml.core.security.SecurityInputs;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.security.SecurityReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What proofs of a plan are worth: the plan's sizes for the security calculator. Everything is
 * fixed by the key, so the report holds for every proof under it. Runs when a key is made.
 */
public final class PlanSecurity {

  private PlanSecurity() {}

  /** The report on proofs under a key. */
  public static SecurityReport report(VerifyingKey key) {
    return report(key.parameters(), key.plan(), key.friShape());
  }

  /**
   * The report on proofs under a key of several shards. Leaves and roots of all shards count; of
   * everything else the largest shard does: a false claim must survive in its own shard, whatever
   * happens in others.
   */
  public static SecurityReport report(ShardedKey key) {
    return SecurityCalculator.report(key.parameters(), inputs(key));
  }

  /** Whether proofs under a key are worth what its parameter set promises: an exact decision. */
  public static boolean reachesTarget(VerifyingKey key) {
    return SecurityCalculator.reachesTarget(key.parameters(), inputs(key.plan(), key.friShape()));
  }

  /** As {@link #reachesTarget(VerifyingKey)}, of proofs in shards. */
  public static boolean reachesTarget(ShardedKey key) {
    return SecurityCalculator.reachesTarget(key.parameters(), inputs(key));
  }

  private static SecurityInputs inputs(ShardedKey key) {
    List<SecurityInputs> shards = new ArrayList<>();
    for (VerifyingKey shard : key.shards()) {
      shards.add(inputs(shard.plan(), shard.friShape()));
    }
    return SecurityInputs.ofShards(shards);
  }

  /** The report on proofs of a plan whose commitments are opened in this shape. */
  public static SecurityReport report(
      SecurityParameters parameters, ProofPlan plan, FriShape opening) {
    return SecurityCalculator.report(parameters, inputs(plan, opening));
  }

  /** The sizes that error terms depend on. */
  static SecurityInputs inputs(ProofPlan plan, FriShape opening) {
    LogUpShape logUp = ProofShape.logUp(plan);
    ProductGroups products = new ProductGroups(plan.relations());
    return new SecurityInputs(
        opening.securityInputs(claims(plan, products)),
        logUp(plan, logUp),
        new SecurityInputs.Zerocheck(
            plan.maxLogRows(), mostConstraints(plan), plan.segments().size()),
        // A coordinate of the bindings' random point errs with 1/q, like one more relation.
        new SecurityInputs.Contraction(
            plan.relations().size() + bindingVariables(plan),
            products.rounds(),
            products.degree()));
  }

  private static SecurityInputs.LogUp logUp(ProofPlan plan, LogUpShape shape) {
    int width = 0;
    for (Segment s : plan.segments()) {
      for (Interaction i : s.chip().interactions()) {
        width = Math.max(width, i.bus().width() + 1);
      }
    }
    long layers = shape.variables();
    return new SecurityInputs.LogUp(
        1L << shape.variables(), width, layers * (layers - 1) / 2, 2 * layers);
  }

  private static int mostConstraints(ProofPlan plan) {
    int most = 0;
    for (Segment s : plan.segments()) {
      most = Math.max(most, s.chip().constraints().size());
    }
    return most;
  }

  /** Claims on columns, on operands of products, the rest of the contractions, bindings, roots. */
  private static long claims(ProofPlan plan, ProductGroups products) {
    long n = 0;
    for (Segment s : plan.segments()) {
      for (Segment.Source source : s.sources()) {
        n += source instanceof Segment.Committed ? 1 : 0;
      }
    }
    for (ProductGroups.Group g : products.groups()) {
      n += g.operand().isPublic() ? 0 : 1;
    }
    return n + 1 + plan.bindings().size() + plan.commitments().size();
  }

  private static int bindingVariables(ProofPlan plan) {
    int most = 0;
    for (PublicTensor t : plan.publicTensors()) {
      for (int b = 0; b < t.layout().blocks(); b++) {
        most = Math.max(most, t.layout().blockLog(b));
      }
    }
    return plan.bindings().isEmpty() ? 0 : most;
  }
}
