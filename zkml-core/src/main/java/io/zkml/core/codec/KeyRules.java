package io.zkml.core.codec;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.VerifyingKey;

/**
 * What a key from a file must satisfy besides being consistent, which its records' constructors
 * check: no verifier works on it for long or takes much memory.
 */
final class KeyRules {

  private KeyRules() {}

  /**
   * Checks all rules.
   *
   * @throws IllegalArgumentException if one is broken
   */
  static void check(VerifyingKey key) {
    long entries = explicitEntries(key.plan());
    require(entries <= KeyLimits.MAX_EXPLICIT_ENTRIES, entries + " entries of explicit factors");
    long work = VerifierWork.of(key);
    require(work <= KeyLimits.MAX_VERIFIER_WORK, "a verification takes " + work + " steps");
    long bytes = ProofLayout.of(key).maxBytes();
    require(bytes <= KeyLimits.MAX_PROOF_BYTES, "a proof may have " + bytes + " bytes");
  }

  private static long explicitEntries(ProofPlan plan) {
    long entries = 0;
    for (Relation r : plan.relations()) {
      for (Term t : r.terms()) {
        for (AxisMap axis : t.axes()) {
          if (axis instanceof AxisMap.Window w) {
            entries += 1L << (t.b() == null ? w.aLog() : w.bLog());
          } else if (axis instanceof AxisMap.Gather g && t.b() == null) {
            entries += 1L << g.aLog();
          }
        }
      }
    }
    return entries;
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("beyond the limits of a key: " + rule);
    }
  }
}
