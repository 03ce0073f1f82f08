package io.zkml.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityCalculatorTest {

  private static final int ROOTS = 8;
  private static final long CLAIMS = 100_000;

  static List<SecurityParameters> named() {
    return SecurityParameters.all().stream().filter(p -> !p.isUnsafe()).toList();
  }

  /** The largest machine that the sets promise: 2^cells entries, 8 roots, 10^5 claims. */
  private static SecurityInputs machine(int cells, int h, int a) {
    List<Integer> arities = new ArrayList<>();
    for (int v = h - a; v > 8; v -= arities.getLast()) {
      arities.add(Math.min(a, v - 8));
    }
    return new SecurityInputs(
        new SecurityInputs.Opening(
            h, cells - h, a, arities, Collections.nCopies(ROOTS, cells), CLAIMS),
        new SecurityInputs.LogUp(1L << 33, 16, 33 * 32 / 2, 66),
        new SecurityInputs.Zerocheck(28, 10_000, 1000),
        new SecurityInputs.Contraction(10_000, 40, 3));
  }

  @ParameterizedTest
  @MethodSource("named")
  void report_namedSetAtTwoToThirtyCells_reachesTarget(SecurityParameters parameters) {
    for (int h = 10; h <= 24; h++) {
      for (int a = 1; a <= 6; a++) {
        SecurityReport report = SecurityCalculator.report(parameters, machine(30, h, a));
        assertThat(report.sumBits())
            .as("h %d a %d: %s", h, a, report.format())
            .isGreaterThanOrEqualTo(parameters.targetBits());
        assertThat(report.reachesTarget()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  void report_anyMachine_linesAreConsistent(SecurityParameters parameters) {
    SecurityReport report = SecurityCalculator.report(parameters, machine(24, 18, 3));
    assertThat(report.minimumBits()).isGreaterThanOrEqualTo(report.sumBits());
    assertThat(report.sumBitsWithoutGrinding()).isLessThan(report.sumBits());
    assertThat(report.sumBitsWithoutGrinding() + parameters.powBits())
        .isGreaterThanOrEqualTo(report.sumBits() - 1e-6);
    assertThat(report.terms()).allSatisfy(t -> assertThat(t.citation()).isNotBlank());
    assertThat(report.format()).contains("linear bound").contains("quadratic bound");
  }

  @Test
  void report_balanced128_matchesFiguresComputedElsewhere() {
    SecurityReport report =
        SecurityCalculator.report(SecurityParameters.BALANCED_128, machine(20, 20, 1));
    ErrorTerm queries =
        report.terms().stream().filter(t -> t.name().equals("queries")).findFirst().orElseThrow();
    // 77 log2(sqrt(1/8) (1 + 1/40)) - 16
    assertThat(queries.bits()).isCloseTo(128.756959, within(1e-6));
    assertThat(report.sumBits()).isCloseTo(128.755138, within(1e-3));
  }

  @ParameterizedTest
  @MethodSource("named")
  void report_quadraticBound_isAtTheBestMultiplicity(SecurityParameters p) {
    SecurityReport report = SecurityCalculator.report(p, machine(24, 18, 3));
    for (int m = 3; m <= 256; m++) {
      assertThat(SecurityCalculator.quadraticSum(p, machine(24, 18, 3), m))
          .as("m = %d", m)
          .isGreaterThanOrEqualTo(ErrorTerm.sum(report.quadraticTerms()));
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  void reachesTarget_withoutReport_isTheSame(SecurityParameters p) {
    for (int cells : new int[] {20, 30, 40, 60}) {
      SecurityInputs inputs = machine(cells, 20, 3);
      assertThat(SecurityCalculator.reachesTarget(p, inputs))
          .isEqualTo(SecurityCalculator.report(p, inputs).reachesTarget());
    }
  }

  @Test
  void report_moreOfAnything_isNeverSafer() {
    SecurityParameters p = SecurityParameters.BALANCED_128;
    double small = SecurityCalculator.report(p, machine(20, 14, 3)).sumBits();
    double large = SecurityCalculator.report(p, machine(30, 24, 3)).sumBits();
    assertThat(large).isLessThan(small);
  }

  @Test
  void report_unsafeSet_isFarBelowEveryTarget() {
    SecurityReport report =
        SecurityCalculator.report(SecurityParameters.UNSAFE_TEST, machine(16, 10, 2));
    assertThat(report.sumBits()).isLessThan(20);
  }

  @Test
  void named_everySet_isFoundByItsName() {
    for (SecurityParameters p : SecurityParameters.all()) {
      assertThat(SecurityParameters.named(p.name())).isSameAs(p);
    }
    assertThat(SecurityParameters.all())
        .extracting(SecurityParameters::name)
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> SecurityParameters.named("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("balanced128");
  }

  @Test
  void constructor_weakSetWithoutUnsafeInItsName_fails() {
    assertThatThrownBy(() -> new SecurityParameters("weak", "2026-11", 2, 4, 0, 3, 32, 40))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
