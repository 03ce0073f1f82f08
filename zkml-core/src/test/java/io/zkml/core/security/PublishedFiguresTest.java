package io.zkml.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calculator at parameters of which another one publishes figures: soundcalc of the Ethereum
 * Foundation, commit 809896f, reports/zisk.md, regime JBR: FRI over our field with the theorem that
 * we cite. See docs/protocol/security.md.
 */
class PublishedFiguresTest {

  /** Circuits of ZisK 0.16.1. Folding by 8, and once by 4 at the end of the first. */
  record Circuit(
      String name,
      int logInvRate,
      int queries,
      int powBits,
      int logLength,
      double gap,
      List<Integer> arities,
      int queryBits,
      List<Integer> roundBits) {

    /** Their m is that of the gap between their radius and Johnson's, rounded up. */
    int multiplicity() {
      return (int) Math.ceil(Math.sqrt(Math.pow(2, -logInvRate)) / (2 * gap));
    }

    List<ErrorTerm> terms(int multiplicity) {
      SecurityParameters parameters =
          new SecurityParameters(
              name(), "2026-04", logInvRate, queries, powBits, multiplicity, 32, 100);
      SecurityInputs.Opening opening =
          new SecurityInputs.Opening(
              logLength,
              0,
              arities.getFirst(),
              arities.subList(1, arities.size()),
              List.of(logLength),
              1);
      return SecurityCalculator.report(parameters, SecurityInputs.of(opening)).terms();
    }
  }

  static List<Circuit> circuits() {
    return List.of(
        new Circuit(
            "DMA",
            1,
            229,
            16,
            21,
            0.005333333333333333,
            List.of(3, 3, 3, 3, 3, 2),
            128,
            List.of(138, 141, 144, 147, 150, 154)),
        new Circuit(
            "RECURSIVE2",
            3,
            73,
            20,
            17,
            0.004,
            List.of(3, 3, 3, 3, 3),
            128,
            List.of(140, 143, 146, 149, 152)),
        new Circuit(
            "FINAL_COMPRESSED",
            4,
            54,
            22,
            15,
            0.003333333333333333,
            List.of(3, 3, 3),
            128,
            List.of(141, 144, 147)));
  }

  private static ErrorTerm named(List<ErrorTerm> terms, String name) {
    return terms.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** They take the gap as it is, which lies between those of two multiplicities. */
  @ParameterizedTest
  @MethodSource("circuits")
  void queries_circuitsOfZisk_haveThePublishedBits(Circuit c) {
    int m = c.multiplicity();
    double below = named(c.terms(m - 1), "queries").bits();
    double above = named(c.terms(m), "queries").bits();
    assertThat(below).isLessThan(above);
    assertThat((int) below).isEqualTo((int) above).isEqualTo(c.queryBits);
  }

  /**
   * They take m + 1/2 where we take 2 m + 1/2, and combine f values with powers of one challenge (f
   * - 1 lines) where we fold log2(f) times. What is left is the same number.
   */
  @ParameterizedTest
  @MethodSource("circuits")
  void oracles_circuitsOfZisk_haveThePublishedBitsBesideTheKnownFactors(Circuit c) {
    int m = c.multiplicity();
    double slack = 5 * Math.log((2 * m + 0.5) / (m + 0.5)) / Math.log(2);
    List<ErrorTerm> terms = c.terms(m);
    for (int i = 0; i < c.arities.size(); i++) {
      int arity = c.arities.get(i);
      double lines = Math.log((double) arity / ((1 << arity) - 1)) / Math.log(2);
      double ours = terms.get(i).bits();
      assertThat((int) (ours + slack + lines))
          .as("%s, round %d", c, i + 1)
          .isEqualTo(c.roundBits.get(i));
      assertThat(ours).as("we promise less").isLessThan(c.roundBits.get(i));
    }
  }

  /** Their formula, soundcalc/lookups/gkr.py: n (3 n + 1) / 2 / q for 2^n leaves. */
  @Test
  void gkr_anySize_isTheirFormula() {
    for (int n : new int[] {10, 24, 33}) {
      SecurityInputs inputs =
          new SecurityInputs(
              new SecurityInputs.Opening(10, 0, 1, List.of(), List.of(10), 1),
              new SecurityInputs.LogUp(1L << n, 2, n * (n - 1L) / 2, 2L * n),
              new SecurityInputs.Zerocheck(0, 0, 0),
              new SecurityInputs.Contraction(0, 0, 0));
      List<ErrorTerm> terms =
          SecurityCalculator.report(SecurityParameters.BALANCED_128, inputs).terms();
      double theirs = 192 - Math.log(0.5 * n * (3 * n + 1)) / Math.log(2);
      assertThat(named(terms, "GKR").bits()).isCloseTo(theirs, within(1e-6));
    }
  }
}
