package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Range checks of several limbs. */
class LimbsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 4, 1",
    "2, 4, 1",
    "16, 4, 1",
    "17, 4, 2",
    "256, 4, 2",
    "257, 4, 3",
    "65536, 16, 1",
    "65537, 16, 2",
    "4611686018427387904, 4, 16",
    "4611686018427387904, 16, 4"
  })
  void count_bound_isOfTheLargestValueBelowIt(long bound, int rangeBits, int limbs) {
    assertThat(Limbs.count(bound, rangeBits)).isEqualTo(limbs);
  }

  @Test
  void columns_values_addUpWithTheLowestLimb() {
    long[] values = {0, 15, 16, 255, 256, 4095, 2748};
    long[][] limbs = Limbs.columns(values, 3, 4);
    for (int row = 0; row < values.length; row++) {
      long low = values[row] - (limbs[0][row] << 4) - (limbs[1][row] << 8);
      assertThat(low).isBetween(0L, 15L);
    }
    assertThat(Limbs.columns(values, 1, 12)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4",
    "-1, 4",
    "16, 4",
    "4, 16",
    "7, 9",
    // 2^28 16 wraps around to 0, 2^28 + 1 to one limb.
    "268435456, 16",
    "268435457, 16",
    "2147483647, 4",
    "-2147483648, 4"
  })
  void chip_rangeWiderThan62Bits_isRefused(int limbs, int rangeBits) {
    assertThatThrownBy(() -> PositiveChip.chip(limbs, rangeBits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sign in " + limbs + " limbs of " + rangeBits);
    assertThatThrownBy(() -> DivideChip.chip(0, 1, limbs, rangeBits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("r not negative in " + limbs + " limbs of " + rangeBits);
  }
}
