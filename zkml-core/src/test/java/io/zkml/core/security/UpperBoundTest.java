package io.zkml.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpperBoundTest {

  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(UpperBound.SCALE);

  @Test
  void rootOfTwo_evenHalves_areExact() {
    for (int halves = -8; halves <= 8; halves += 2) {
      assertThat(UpperBound.rootOfTwo(halves)).isEqualTo(UpperBound.of(1).shifted(halves / 2));
    }
  }

  /** The square is at least the number, that of one unit less is not. */
  @Test
  void rootOfTwo_oddHalves_isTheLeastUpperBound() {
    for (int halves = -7; halves <= 7; halves += 2) {
      BigInteger root = UpperBound.rootOfTwo(halves).units();
      BigInteger square = BigInteger.ONE.shiftLeft(2 * UpperBound.SCALE + halves);
      assertThat(root.pow(2)).isGreaterThanOrEqualTo(square);
      assertThat(root.subtract(BigInteger.ONE).pow(2)).isLessThan(square);
    }
  }

  @Test
  void operations_anyRemainder_areRoundedUp() {
    UpperBound third = UpperBound.of(1).over(3);
    assertThat(third.units().multiply(BigInteger.valueOf(3))).isGreaterThan(ONE);
    assertThat(third.times(third).times(9)).isGreaterThan(UpperBound.of(1));
    assertThat(new UpperBound(BigInteger.ONE).shifted(-1).units()).isEqualTo(BigInteger.ONE);
    assertThat(UpperBound.ZERO.shifted(-1)).isEqualTo(UpperBound.ZERO);
    assertThat(UpperBound.of(6).over(3)).isEqualTo(UpperBound.of(2));
  }

  @Test
  void power_anyExponent_isTheProduct() {
    UpperBound x = UpperBound.of(3);
    for (int e = 0; e < 12; e++) {
      assertThat(x.power(e)).isEqualTo(UpperBound.of(BigInteger.valueOf(3).pow(e)));
    }
  }

  @Test
  void bits_powersOfTwo_areRoundedDownByLittle() {
    for (int bits : new int[] {0, 1, 64, 128, 200, 399, 400}) {
      double printed = ErrorTerm.bits(UpperBound.of(1).shifted(-bits));
      assertThat(printed).isLessThan(bits).isCloseTo(bits, within(1.01));
    }
    assertThat(ErrorTerm.bits(UpperBound.of(1).shifted(-128))).isCloseTo(128, within(1e-8));
    assertThat(ErrorTerm.bits(UpperBound.ZERO)).isInfinite();
  }

  /** The decision does not depend on how a logarithm is rounded. */
  @Test
  void reachesTarget_atTheTarget_isExact() {
    SecurityParameters p = SecurityParameters.BALANCED_128;
    UpperBound most = UpperBound.of(1).shifted(-128);
    assertThat(SecurityCalculator.reachesTarget(p, most)).isTrue();
    UpperBound more = most.plus(new UpperBound(BigInteger.ONE));
    assertThat(SecurityCalculator.reachesTarget(p, more)).isFalse();
  }

  @Test
  void sum_ofTerms_addsThem() {
    ErrorTerm a = ErrorTerm.of("a", UpperBound.of(1).shifted(-100), "");
    assertThat(ErrorTerm.bits(ErrorTerm.sum(List.of(a, a)))).isCloseTo(99, within(1e-8));
  }
}
