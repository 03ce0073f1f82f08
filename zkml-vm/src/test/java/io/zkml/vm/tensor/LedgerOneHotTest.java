package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-hot extremes along an axis, and windows whose positions would wrap around. */
class LedgerOneHotTest extends LedgerFixture {

  private void oneHot(int source, int rank, int axis, int length) {
    TensorLayout layout = program.spec(source).layout();
    program.job(new OneHotMax(witness(layout, 0, 1), source, rank, axis, false, length));
  }

  private int matrix() {
    return program.input(features(11, 3), -31, 32, new long[33]);
  }

  @Test
  void check_anyAxis_accepts() {
    oneHot(x, 1, 0, 4);
    oneHot(matrix(), 2, 0, 11);
    oneHot(matrix(), 2, 1, 3);
    accepted();
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 11", "3, 0, 11", "2, 2, 3", "2, -1, 11", "0, 0, 11", "3, 2, 1"})
  void check_axisThatDoesNotExist_isRefused(int rank, int axis, int length) {
    oneHot(matrix(), rank, axis, length);
    refused("there is no such axis");
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "0, 10", "0, 12", "0, 16", "1, 11", "1, 4", "1, 0", "1, -3"})
  void check_otherLength_isRefused(int axis, int length) {
    oneHot(matrix(), 2, axis, length);
    refused("the axis' length");
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "-1, 1", "1, 1", "0, 0"})
  void check_otherBounds_areRefused(long min, long max) {
    program.job(new OneHotMax(witness(padded(4), min, max), x, 1, 0, false, 4));
    refused("result's bounds");
  }

  @Test
  void check_sourceThatIsAnAccumulator_isRefused() {
    oneHot(copy(), 1, 0, 4);
    refused("an operand is an accumulator");
  }

  @Test
  void check_rangeOfTheTable_accepts() {
    oneHot(program.input(padded(4), -40, 23, 0, 0, 0, 0), 1, 0, 4);
    accepted();
  }

  @Test
  void check_rangeWiderThanTheTable_isRefused() {
    oneHot(program.input(padded(4), -40, 24, 0, 0, 0, 0), 1, 0, 4);
    refused("differences exceed the range table");
  }

  @Test
  void check_sumsOf62Bits_accepts() {
    long edge = (1L << 60) - 1;
    oneHot(program.input(padded(4), edge - 63, edge, edge, edge, edge, edge), 1, 0, 4);
    accepted();
  }

  @Test
  void check_sumsBeyond62Bits_isRefused() {
    long edge = 1L << 60;
    oneHot(program.input(padded(4), edge - 63, edge, edge, edge, edge, edge), 1, 0, 4);
    refused("sums along the axis exceed 62 bits");
  }

  /** Positions 0, 2^30, 2^31, 3 2^30 of four entries: as 32-bit numbers, the third is negative. */
  @Test
  void check_windowBeyond32Bits_isRefused() {
    TensorLayout out = new TensorLayout(List.of(new AxisLayout(4, List.of(0, 0, 0, 0))));
    program.contract(out, List.of(window(1 << 30, 1, 0, false)));
    refused("a window reaches beyond 2^31");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1073741824, 0",
    "1, 1, -2147483648",
    "1, 1, 2147483647",
    "1073741824, 1073741824, 0",
    "2147483647, 1, 0"
  })
  void check_strideDilationAndPadBeyond32Bits_areRefused(int stride, int dilation, int pad) {
    TensorAxis.Window w = new TensorAxis.Window(2, stride, dilation, pad, false);
    program.contract(padded(4), List.of(new LinearTerm(1, x, LinearTerm.NONE, List.of(w))));
    refused("a window reaches beyond 2^31");
  }

  @Test
  void check_maximumsWindowBeyond32Bits_isRefused() {
    TensorAxis.Window w = new TensorAxis.Window(3, 1 << 29, 1, 0, true);
    program.max(x, padded(4), w);
    refused("a window reaches beyond 2^31");
  }

  @Test
  void check_windowJustBelow32Bits_accepts() {
    // 4 2^28 + 2 + 2^30 - 7 + 4 = 2^31 - 1.
    program.contract(padded(4), List.of(window(1 << 28, 2, (1 << 30) - 7, false)));
    accepted();
  }

  private LinearTerm window(int stride, int kernel, int pad, boolean clamp) {
    TensorAxis w = new TensorAxis.Window(kernel, stride, 1, pad, clamp);
    return new LinearTerm(1, x, LinearTerm.NONE, List.of(w));
  }
}
