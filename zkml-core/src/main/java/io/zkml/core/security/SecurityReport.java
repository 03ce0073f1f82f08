package io.zkml.core.security;

import java.util.List;
import java.util.Locale;

/**
 * What a proof system of given sizes is worth. All numbers are rounded against the prover of the
 * claim.
 *
 * @param parameters the parameter set
 * @param terms every term under the linear bound, at the set's multiplicity, with grinding
 * @param ungroundTerms the same without grinding
 * @param quadraticTerms every term under the quadratic bound, at {@code quadraticMultiplicity}
 * @param quadraticMultiplicity the multiplicity at which the quadratic bound gives most; an
 *     analysis may choose it freely since it does not enter the protocol
 */
public record SecurityReport(
    SecurityParameters parameters,
    List<ErrorTerm> terms,
    List<ErrorTerm> ungroundTerms,
    List<ErrorTerm> quadraticTerms,
    int quadraticMultiplicity) {

  /** Copies the lists. */
  public SecurityReport {
    terms = List.copyOf(terms);
    ungroundTerms = List.copyOf(ungroundTerms);
    quadraticTerms = List.copyOf(quadraticTerms);
  }

  /** Bits of the worst term. */
  public double minimumBits() {
    double worst = Double.POSITIVE_INFINITY;
    for (ErrorTerm t : terms) {
      worst = Math.min(worst, t.bits());
    }
    return worst;
  }

  /** Bits of the sum of all terms, with grinding, linear bound: what is compared to the target. */
  public double sumBits() {
    return ErrorTerm.bits(ErrorTerm.sum(terms));
  }

  /** Bits of the sum without grinding, linear bound. */
  public double sumBitsWithoutGrinding() {
    return ErrorTerm.bits(ErrorTerm.sum(ungroundTerms));
  }

  /** Bits of the sum with grinding, quadratic bound. */
  public double quadraticSumBits() {
    return ErrorTerm.bits(ErrorTerm.sum(quadraticTerms));
  }

  /**
   * log2 of the hash evaluations Q at which the collision bound Q^2 / 2^(8 digestBytes) reaches 1:
   * a measure of work, so it stands beside the sum, not in it.
   */
  public double hashBits() {
    return 4.0 * parameters.digestBytes();
  }

  /**
   * Whether the sum and the hash reach the set's target: exact, whatever the bits are printed as.
   */
  public boolean reachesTarget() {
    return SecurityCalculator.reachesTarget(parameters, ErrorTerm.sum(terms));
  }

  /** A table for people: terms, minimum and sums, each line with its citation. */
  public String format() {
    StringBuilder out = new StringBuilder();
    out.append("parameter set ").append(parameters.name()).append(" of ");
    out.append(parameters.date()).append('\n');
    for (ErrorTerm t : terms) {
      if (!Double.isInfinite(t.bits())) {
        line(out, t.bits(), t.name(), t.citation());
      }
    }
    line(out, hashBits(), "hash collisions (work)", "Q^2 / 2^(8 digestBytes)");
    line(out, minimumBits(), "minimum", "");
    line(out, sumBits(), "sum", "linear bound, eprint 2025/2055 Theorem 4.6");
    line(out, sumBitsWithoutGrinding(), "sum without grinding", "linear bound");
    String quadratic = "quadratic bound, eprint 2025/2110 Theorem 2, m = ";
    line(out, quadraticSumBits(), "sum", quadratic + quadraticMultiplicity);
    return out.toString();
  }

  private static void line(StringBuilder out, double bits, String name, String citation) {
    String line = String.format(Locale.ROOT, "%8.2f  %-28s %s", down(bits), name, citation);
    out.append(line.stripTrailing()).append('\n');
  }

  private static double down(double bits) {
    return Math.floor(bits * 100) / 100;
  }
}
