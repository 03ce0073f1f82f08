package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding and its tables. */
class LedgerRoundingTest extends LedgerFixture {

  private void rounded(Activation activation, int shift, TensorLayout layout, long... bounds) {
    int q = witness(layout, bounds[0], bounds[1]);
    program.job(new Requantize(q, copy(), shift, activation));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, BITS - 1, BITS + 1, 30})
  void check_shiftOtherThanTheRangeTable_isRefused(int shift) {
    rounded(RELU, shift, padded(4), 0, 63);
    refused("shift is not the range table's width");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 31, 70})
  void requantize_impossibleShift_isRefused(int shift) {
    assertThatThrownBy(() -> new Requantize(1, 0, shift, RELU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shift " + shift);
  }

  @Test
  void check_otherLayout_isRefused() {
    rounded(RELU, BITS, new TensorLayout(List.of(new AxisLayout(4, List.of(1, 1)))), 0, 63);
    refused("layouts differ");
  }

  @Test
  void check_resultsBounds_areThoseOfTheActivation() {
    rounded(LINEAR, BITS, padded(4), -32, 31);
    rounded(RELU, BITS, padded(4), 0, 63);
    rounded(new Activation.Clamp(-32, 31), BITS, padded(4), -32, 31);
    rounded(new Activation.Clamp(0, 0), BITS, padded(4), 0, 0);
    accepted();
  }

  @ParameterizedTest
  @ValueSource(longs = {-33, -31})
  void check_linearWithOtherMinimum_isRefused(long min) {
    rounded(LINEAR, BITS, padded(4), min, 31);
    refused("result's bounds");
  }

  @ParameterizedTest
  @ValueSource(longs = {62, 64})
  void check_reluWithOtherMaximum_isRefused(long max) {
    rounded(RELU, BITS, padded(4), 0, max);
    refused("result's bounds");
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 6})
  void check_clampWithOtherMaximum_isRefused(long max) {
    rounded(new Activation.Clamp(-5, 5), BITS, padded(4), -5, max);
    refused("result's bounds");
  }

  @Test
  void check_clampBeyondTheWindow_isRefused() {
    rounded(new Activation.Clamp(0, 32), BITS, padded(4), 0, 32);
    refused("clamp beyond the window");
  }

  @Test
  void clamp_thatMovesZero_isRefused() {
    for (long[] c : new long[][] {{1, 2}, {-2, -1}}) {
      assertThatThrownBy(() -> new Activation.Clamp(c[0], c[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("clamp to " + c[0] + " to " + c[1]);
    }
  }

  private void table(TensorLayout layout, long atZero, long... bounds) {
    int t = program.constant(layout, -3, 7, new long[layout.size()]);
    rounded(new Activation.Table(t, atZero), BITS, padded(4), bounds);
  }

  @Test
  void check_table_accepts() {
    table(padded(64), 7, -3, 7);
    table(padded(8, 8), -3, -3, 7);
    accepted();
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 65, 128, 32})
  void check_tableOfOtherSize_isRefused(int size) {
    table(padded(size), 0, -3, 7);
    refused("table's size");
  }

  @Test
  void check_tableInPieces_isRefused() {
    table(new TensorLayout(List.of(new AxisLayout(64, List.of(5, 5)))), 0, -3, 7);
    refused("table's size");
  }

  @Test
  void check_tableWithOtherBounds_isRefused() {
    table(padded(64), 0, -3, 8);
    refused("result's bounds");
  }

  @ParameterizedTest
  @ValueSource(longs = {-4, 8})
  void check_valueAtZeroOutOfBounds_isRefused(long atZero) {
    table(padded(64), atZero, -3, 7);
    refused("table's value at 0");
  }

  @Test
  void check_tableThatIsAnInput_isRefused() {
    int t = program.input(padded(64), -3, 7, new long[64]);
    rounded(new Activation.Table(t, 0), BITS, padded(4), -3, 7);
    refused("its table is no constant");
  }

  @Test
  void check_tableThatDoesNotExist_isRefused() {
    rounded(new Activation.Table(99, 0), BITS, padded(4), -3, 7);
    refused("no such operand");
  }
}
