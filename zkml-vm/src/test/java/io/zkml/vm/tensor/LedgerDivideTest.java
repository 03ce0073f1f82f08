package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;

import io.zkml.core.contraction.TensorLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Floor division: the sides of a = q d + r stay below p. */
class LedgerDivideTest extends LedgerFixture {

  private static final TensorLayout FOUR = padded(4);

  private int wide(long bound) {
    return program.input(FOUR, -bound, bound, 0, 0, 0, 0);
  }

  private int remainder(int limbs) {
    return witness(FOUR, 0, (1L << (limbs * BITS)) - 1);
  }

  private void divide(int dividend, int divisor, long min, long max, int limbs) {
    program.job(
        new Divide(witness(FOUR, min, max), remainder(limbs), dividend, divisor, min, max, limbs));
  }

  @Test
  void check_divisions_accepts() {
    divide(x, x, -32, 31, 1);
    divide(x, x, 0, 63, 10);
    divide(x, x, -63, 0, 1);
    divide(x, copy(), 0, 0, 2);
    divide(copy(), x, 0, 0, 2);
    accepted();
  }

  @Test
  void check_oneTensorForBothResults_isRefused() {
    int both = remainder(1);
    program.job(new Divide(both, both, x, x, 0, 63, 1));
    refused("one tensor for quotient and remainder");
  }

  @Test
  void check_quotientThatIsAnAccumulator_isRefused() {
    program.job(new Divide(accumulator(FOUR, -8, 8), remainder(1), x, x, -8, 8, 1));
    refused("result is no witness");
  }

  @Test
  void check_remainderThatIsAnAccumulator_isRefused() {
    program.job(new Divide(witness(FOUR, -8, 8), accumulator(FOUR, 0, 63), x, x, -8, 8, 1));
    refused("result is no witness");
  }

  @Test
  void check_remainderOfOtherLayout_isRefused() {
    program.job(new Divide(witness(FOUR, -8, 8), witness(padded(2, 2), 0, 63), x, x, -8, 8, 1));
    refused("layouts differ");
  }

  @Test
  void check_dividendOfOtherLayout_isRefused() {
    divide(program.input(padded(3), 0, 1, 0, 0, 0), x, 0, 1, 1);
    refused("layouts differ");
  }

  @Test
  void check_divisorOfOtherLayout_isRefused() {
    divide(x, program.input(padded(3), 0, 1, 0, 0, 0), 0, 1, 1);
    refused("layouts differ");
  }

  @Test
  void check_dividendThatIsTheRemainder_isRefused() {
    int r = remainder(1);
    program.job(new Divide(witness(FOUR, -8, 8), r, r, x, -8, 8, 1));
    refused("not defined yet");
  }

  @Test
  void check_divisorThatIsTheQuotient_isRefused() {
    int q = witness(FOUR, -8, 8);
    program.job(new Divide(q, remainder(1), x, q, -8, 8, 1));
    refused("not defined yet");
  }

  @Test
  void check_remainderThatIsDefined_isRefused() {
    int r = remainder(1);
    program.job(new Divide(witness(FOUR, -8, 8), r, x, x, -8, 8, 1));
    program.job(new Divide(witness(FOUR, -8, 8), r, x, x, -8, 8, 1));
    refused("its result is defined already");
  }

  @ParameterizedTest
  @CsvSource({"-8, 7", "-7, 8", "-9, 8", "-8, 9"})
  void check_otherBoundsThanTheQuotients_areRefused(long min, long max) {
    program.job(new Divide(witness(FOUR, -8, 8), remainder(1), x, x, min, max, 1));
    refused("quotient's bounds");
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "-9, -1"})
  void check_quotientWithoutZero_isRefused(long min, long max) {
    divide(x, x, min, max, 1);
    refused("padding is 0");
  }

  @ParameterizedTest
  @CsvSource({"0, 64", "-64, 0", "-4611686018427387903, 4611686018427387903"})
  void check_quotientWiderThanTheTable_isRefused(long min, long max) {
    divide(x, x, min, max, 1);
    refused("the quotient exceeds the range table");
  }

  // 715827883 limbs of 6 bits are 2 bits modulo 2^32.
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 11, 357913942, 715827883, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void check_impossibleLimbs_areRefused(int limbs) {
    program.job(new Divide(witness(FOUR, 0, 1), witness(FOUR, 0, (1 << 2) - 1), x, x, 0, 1, limbs));
    refused("the range check is not of 1 to 61 bits");
  }

  @ParameterizedTest
  @CsvSource({"0, 62", "0, 64", "-1, 63", "1, 63"})
  void check_otherBoundsOfTheRemainder_areRefused(long min, long max) {
    program.job(new Divide(witness(FOUR, -8, 8), witness(FOUR, min, max), x, x, -8, 8, 1));
    refused("remainder's bounds");
  }

  /** |q| |d| + |r| + |a| = 2^63 - 1 is the most. */
  @Test
  void check_identityJustBelow63Bits_accepts() {
    long r = (1L << 60) - 1;
    long d = (1L << 58) - 1;
    long rest = Long.MAX_VALUE - r - 16 * d;
    divide(wide(Math.min(rest, (1L << 62) - 1)), wide(d), -16, 16, 10);
    accepted();
  }

  @Test
  void check_identityOf64Bits_isRefused() {
    long r = (1L << 60) - 1;
    long d = (1L << 58) - 1;
    // 24 d + r + a = 2^63 with an a below 2^62.
    long a = Long.MAX_VALUE - r - 24 * d + 1;
    divide(wide(a), wide(d), -24, 16, 10);
    refused("q d exceeds 62 bits");
  }

  @Test
  void check_identityThatWouldOverflowALong_isRefused() {
    divide(wide(0), wide((1L << 62) - 1), -63, 0, 1);
    refused("q d exceeds 62 bits");
  }
}
