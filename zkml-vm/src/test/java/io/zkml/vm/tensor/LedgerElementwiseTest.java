package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies, products, signs and extremes of whole tensors; x has the bounds -10 to 9. */
class LedgerElementwiseTest extends LedgerFixture {

  private static final long EDGE = (1L << 62) - 1;
  private static final TensorLayout PIECES =
      new TensorLayout(List.of(new AxisLayout(4, List.of(1, 1))));

  private int wide(long bound) {
    return program.input(padded(4), -bound, bound, 0, 0, 0, 0);
  }

  /** Every kind of job with these tensors, one at a time. */
  private void refusedForAll(int result, int source, String rule) {
    List<TensorJob> all =
        List.of(
            new Copy(result, source, -10, 9, false),
            new Copy(result, source, -10, 9, true),
            new Multiply(result, source, x),
            new Multiply(result, x, source),
            new Positive(result, source, 1),
            new Maximum(result, List.of(x, source), false),
            new OneHotMax(result, source, 1, 0, false, 4));
    for (TensorJob job : all) {
      assertThatThrownBy(
              () -> new BoundsLedger(program.tensors(), BITS).check(List.of(job), List.of()))
          .as(job.toString())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(rule)
          .hasMessageContaining(job.toString());
    }
  }

  @Test
  void check_sourceThatDoesNotExist_isRefused() {
    int y = witness(padded(4), -10, 9);
    refusedForAll(y, 99, "no such operand");
    refusedForAll(y, -1, "no such operand");
  }

  @Test
  void check_sourceThatIsDefinedLater_isRefused() {
    refusedForAll(witness(padded(4), -10, 9), witness(padded(4), 0, 1), "not defined yet");
  }

  @Test
  void check_sourceThatIsTheResult_isRefused() {
    int y = witness(padded(4), -10, 9);
    refusedForAll(y, y, "not defined yet");
  }

  @Test
  void check_sourceInOtherPieces_isRefused() {
    int pieces = program.input(PIECES, 0, 1, 0, 0, 0, 0);
    refusedForAll(witness(padded(4), -10, 9), pieces, "layouts differ");
  }

  @Test
  void check_sourceOfOtherShape_isRefused() {
    int matrix = program.input(padded(2, 2), 0, 1, 0, 0, 0, 0);
    refusedForAll(witness(padded(4), -10, 9), matrix, "layouts differ");
  }

  @Test
  void check_resultThatIsNoWitness_isRefused() {
    refusedForAll(accumulator(padded(4), -100, 100), x, "result is no witness");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 77})
  void check_resultThatDoesNotExist_isRefused(int result) {
    refusedForAll(result, x, "no such tensor");
  }

  @Test
  void check_resultThatIsDefined_isRefused() {
    int y = witness(padded(4), -10, 9);
    program.job(new Copy(y, x, -10, 9, false)).job(new Copy(y, x, -10, 9, false));
    refused("its result is defined already");
  }

  @Test
  void check_copies_accepts() {
    program.job(new Copy(witness(padded(4), -10, 9), x, -10, 9, false));
    program.job(new Copy(witness(padded(4), -EDGE, EDGE), x, -EDGE, EDGE, false));
    program.job(new Copy(witness(padded(4), 0, 63), x, 0, 63, true));
    program.job(new Copy(witness(padded(4), -63, 0), wide(EDGE), -63, 0, true));
    accepted();
  }

  @ParameterizedTest
  @CsvSource({"-9, 9", "-10, 8", "0, 9"})
  void check_exactCopyToNarrowerBounds_isRefused(long min, long max) {
    program.job(new Copy(witness(padded(4), min, max), x, min, max, false));
    refused("bounds are narrower");
  }

  @ParameterizedTest
  @CsvSource({"-11, 9, true", "-10, 10, true", "-11, 9, false", "-10, 10, false"})
  void check_copyThatNamesOtherBounds_isRefused(long min, long max, boolean ranged) {
    program.job(new Copy(witness(padded(4), -10, 9), x, min, max, ranged));
    refused("result's bounds");
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "-10, -1"})
  void check_rangedCopyWithoutZero_isRefused(long min, long max) {
    program.job(new Copy(witness(padded(4), min, max), x, min, max, true));
    refused("padding is 0");
  }

  @ParameterizedTest
  @CsvSource({"0, 64", "-64, 0", "-32, 32", "-4611686018427387903, 4611686018427387903"})
  void check_rangedCopyWiderThanTheTable_isRefused(long min, long max) {
    program.job(new Copy(witness(padded(4), min, max), x, min, max, true));
    refused("bounds exceed the range table");
  }

  @Test
  void check_productWithinItsBounds_accepts() {
    program.job(new Multiply(witness(padded(4), -100, 100), x, x));
    long half = (1L << 31) - 1;
    program.job(new Multiply(witness(padded(4), -EDGE, EDGE), wide(half), wide(half)));
    accepted();
  }

  @ParameterizedTest
  @CsvSource({"-99, 100", "-100, 99", "0, 100", "5, 200"})
  void check_productBeyondItsBounds_isRefused(long min, long max) {
    program.job(new Multiply(witness(padded(4), min, max), x, x));
    refused("needs bound 100");
  }

  @Test
  void check_productBeyond62Bits_isRefused() {
    program.job(new Multiply(witness(padded(4), -EDGE, EDGE), wide(1L << 31), wide(1L << 31)));
    refused("needs bound 4611686018427387904");
  }

  @Test
  void check_productThatWouldOverflowALong_isRefused() {
    program.job(new Multiply(witness(padded(4), -EDGE, EDGE), wide(EDGE), wide(EDGE)));
    refused("needs bound 21267647932558653957237540927630737409");
  }

  private void positive(long magnitude, int limbs) {
    program.job(new Positive(witness(padded(4), 0, 1), wide(magnitude), limbs));
  }

  @Test
  void check_signs_accepts() {
    positive(63, 1);
    positive((1L << 12) - 1, 2);
    positive((1L << 60) - 1, 10);
    program.job(Positive.of(witness(padded(4), 0, 1), wide(64), 64, BITS));
    program.job(Positive.of(witness(padded(4), 0, 1), wide(0), 0, BITS));
    accepted();
  }

  @ParameterizedTest
  @CsvSource({"64, 1", "4096, 2", "1152921504606846976, 10", "4611686018427387903, 10"})
  void check_signOfSourceBeyondItsRange_isRefused(long magnitude, int limbs) {
    positive(magnitude, limbs);
    refused("the source exceeds the range check");
  }

  // 357913942 limbs of 6 bits are 2^31 + 4 bits, 715827883 are 2 bits modulo 2^32.
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 11, 357913942, 715827883, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void check_signOfImpossibleLimbs_isRefused(int limbs) {
    positive(0, limbs);
    refused("the range check is not of 1 to 62 bits");
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "-1, 1", "1, 1", "0, 0"})
  void check_signOfOtherBounds_isRefused(long min, long max) {
    program.job(new Positive(witness(padded(4), min, max), x, 1));
    refused("result's bounds");
  }

  @Test
  void check_extremes_accepts() {
    int other = program.input(padded(4), 3, 53, 3, 3, 3, 3);
    program.job(new Maximum(witness(padded(4), -10, 53), List.of(x, other), false));
    program.job(new Maximum(witness(padded(4), -10, 9), List.of(x, x), true));
    program.job(new Maximum(witness(padded(4), -10, 9), List.of(x, narrow()), true));
    accepted();
  }

  private int narrow() {
    return program.contract(
        padded(4), 9, List.of(term(1, program.input(padded(4), -9, 9, 0, 0, 0, 0), BATCH)));
  }

  @ParameterizedTest
  @CsvSource({"-9, 9", "-10, 8", "0, 9"})
  void check_extremeOfNarrowerBounds_isRefused(long min, long max) {
    program.job(new Maximum(witness(padded(4), min, max), List.of(x, x), false));
    refused("result's bounds");
  }

  @Test
  void check_extremeOfOneWiderSource_isRefused() {
    program.job(new Maximum(witness(padded(4), -10, 9), List.of(x, x, wide(10)), true));
    refused("result's bounds");
  }

  @Test
  void check_extremeWiderThanTheTable_isRefused() {
    program.job(new Maximum(witness(padded(4), -10, 54), List.of(x, x), false));
    refused("differences exceed the range table");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 257})
  void maximum_ofImpossibleNumber_isRefused(int sources) {
    assertThatThrownBy(() -> new Maximum(1, Collections.nCopies(sources, 0), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("extreme of " + sources + " tensors");
  }
}
