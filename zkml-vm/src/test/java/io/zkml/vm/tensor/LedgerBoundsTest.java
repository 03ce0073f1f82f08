package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static io.zkml.vm.program.ProgramBuilder.product;
import static io.zkml.vm.program.ProgramBuilder.term;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds in unbounded integers. */
class LedgerBoundsTest extends LedgerFixture {

  private void sum(long scale, long declared) {
    int acc = accumulator(padded(1), -declared, declared);
    program.job(new Contract(acc, List.of(term(scale, x, SUM, BROADCAST))));
    program.requantize(acc, RELU);
  }

  @Test
  void check_boundJustLargeEnough_accepts() {
    sum(-3, 4 * 3 * 10);
    accepted();
  }

  @Test
  void check_boundTooSmall_isRefused() {
    sum(-3, 4 * 3 * 10 - 1);
    refused("needs bound 120");
  }

  @Test
  void check_onlyOneSideLargeEnough_isRefused() {
    int acc = accumulator(padded(4), -9, 1000);
    program.job(new Contract(acc, List.of(term(1, x, BATCH))));
    refused("needs bound 10");
  }

  @Test
  void check_terms_areAddedUp() {
    int acc = accumulator(padded(4), -49, 49);
    program.job(new Contract(acc, List.of(term(2, x, BATCH), term(-3, x, BATCH))));
    refused("needs bound 50");
  }

  @Test
  void check_innerAxis_countsItsLength() {
    int w = program.constant(padded(4), -7, 3, 0, 0, 0, 0);
    int acc = accumulator(padded(1), -279, 279);
    program.job(new Contract(acc, List.of(product(x, w, INNER, BROADCAST))));
    refused("needs bound 280");
  }

  @Test
  void check_window_countsItsKernel() {
    TensorAxis window = new TensorAxis.Window(3, 1, 1, 1, true);
    int acc = accumulator(padded(4), -29, 29);
    program.job(new Contract(acc, List.of(term(1, x, window))));
    refused("needs bound 30");
  }

  @Test
  void check_beyond62Bits_isRefusedWhateverIsDeclared() {
    long big = TensorSpec.MAX_MAGNITUDE - 1;
    int a = program.input(padded(2), -big, big, 0, 0);
    int acc = accumulator(padded(1), -big, big);
    program.job(new Contract(acc, List.of(term(1, a, SUM, BROADCAST))));
    refused("needs bound 9223372036854775806");
  }

  @Test
  void check_productBeyond64Bits_doesNotWrap() {
    long big = 1L << 32;
    int a = program.input(padded(1), -big, big, 0);
    int acc = accumulator(padded(1), -9, 9);
    program.job(new Contract(acc, List.of(product(a, a, SHARED))));
    refused("needs bound 18446744073709551616");
  }

  @Test
  void check_scaleAtTheEndOfLongs_doesNotWrap() {
    int acc = accumulator(padded(4), -10, 10);
    program.job(new Contract(acc, List.of(term(Long.MIN_VALUE, x, BATCH))));
    refused("needs bound 92233720368547758080");
  }

  @Test
  void check_hugeKernels_doNotWrap() {
    TensorAxis w = new TensorAxis.Window(1 << 30, 1, 1, 0, false);
    int a = program.input(padded(1, 1, 1), 0, 1, 0);
    int acc = accumulator(padded(1, 1, 1), -10, 10);
    program.job(new Contract(acc, List.of(term(1, a, w, w, w))));
    refused("needs bound 1237940039285380274899124224");
  }

  @Test
  void spec_boundsOf62Bits_areRefused() {
    for (long[] b : new long[][] {{0, 1L << 62}, {-1L << 62, 0}, {1, 0}, {Long.MIN_VALUE, 0}}) {
      assertThatThrownBy(() -> new TensorSpec("t", Storage.INPUT, padded(1), b[0], b[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tensor t has bounds " + b[0] + " to " + b[1]);
    }
  }
}
