package io.zkml.vm.tensor;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maxima: their axes, their elements and the ledger's rules for them. */
class MaxWindowTest {

  private static final TensorAxis BATCH = new TensorAxis.Batch();

  private static TensorAxis window(int kernel, int stride, int dilation, int pad) {
    return new TensorAxis.Window(kernel, stride, dilation, pad, true);
  }

  private static void refused(TensorAxis... axes) {
    assertThatThrownBy(() -> new MaxWindow(1, 0, List.of(axes)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void create_axisOfAnotherKind_isRefused() {
    for (TensorAxis axis :
        List.of(
            new TensorAxis.Free(),
            new TensorAxis.Inner(),
            new TensorAxis.Shared(),
            new TensorAxis.Broadcast(),
            new TensorAxis.Sum(),
            new TensorAxis.Window(2, 2, 1, 0, false))) {
      assertThatThrownBy(() -> new MaxWindow(1, 0, List.of(BATCH, axis)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a maximum cannot run over " + axis);
    }
  }

  @Test
  void create_windowWhollyInPadding_isRefused() {
    refused(window(3, 1, 1, 3));
    refused(window(3, 1, 2, 5));
    refused(window(1, 1, 1, 1));
    refused(window(1, 1, 1, Integer.MAX_VALUE));
    assertThat(new MaxWindow(1, 0, List.of(window(3, 1, 2, 4))).elements()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"257, 1, 1, 1", "2, 129, 1, 1", "65536, 65536, 65536, 65536", "16, 16, 2, 1"})
  void create_tooManyElements_isRefused(int a, int b, int c, int d) {
    refused(window(a, 1, 1, 0), window(b, 1, 1, 0), window(c, 1, 1, 0), window(d, 1, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void window_withoutTaps_isRefused(int n) {
    assertThatThrownBy(() -> window(n, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window(1, n, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window(1, 1, n, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void element_numbered_runsOverTheWindowLastAxisFastest() {
    MaxWindow m = new MaxWindow(1, 0, List.of(BATCH, window(2, 3, 1, 1), window(3, 2, 2, 0)));
    assertThat(m.elements()).isEqualTo(6);
    assertThat(m.element(0)).containsExactly(BATCH, window(1, 3, 1, 1), window(1, 2, 1, 0));
    assertThat(m.element(1)).containsExactly(BATCH, window(1, 3, 1, 1), window(1, 2, 1, -2));
    assertThat(m.element(5)).containsExactly(BATCH, window(1, 3, 1, 0), window(1, 2, 1, -4));
  }

  private final ProgramBuilder program = new ProgramBuilder(6);

  private void ledgerRefuses(int source, TensorSpec result, String rule, TensorAxis... axes) {
    int y = program.tensor(result);
    program.job(new MaxWindow(y, source, List.of(axes)));
    assertThatThrownBy(program::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }

  private static TensorSpec witness(long min, long max, int... lengths) {
    return new TensorSpec("y", Storage.WITNESS, padded(lengths), min, max);
  }

  @Test
  void check_rangeAsWideAsTheTable_accepts() {
    int x = program.input(padded(4), -40, 23, 0, 0, 0, 0);
    assertThat(program.output(program.max(x, padded(2), window(2, 2, 1, 0))).build().jobs())
        .hasSize(1);
  }

  @Test
  void check_rangeWiderThanTheTable_isRefused() {
    int x = program.input(padded(4), -40, 24, 0, 0, 0, 0);
    TensorSpec y = witness(-40, 24, 2);
    ledgerRefuses(x, y, "differences exceed the range table", window(2, 2, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({"-3, 9", "-4, 8", "-5, 9", "-4, 10"})
  void check_otherBounds_areRefused(long min, long max) {
    int x = program.input(padded(4), -4, 9, 0, 0, 0, 0);
    ledgerRefuses(x, witness(min, max, 2), "bounds differ", window(2, 2, 1, 0));
  }

  @Test
  void check_otherRank_isRefused() {
    int x = program.input(padded(4), 0, 1, 0, 0, 0, 0);
    ledgerRefuses(x, witness(0, 1, 2, 1), "rank", window(2, 2, 1, 0));
  }

  @Test
  void check_fewerAxes_isRefused() {
    int x = program.input(padded(4, 1), 0, 1, 0, 0, 0, 0);
    ledgerRefuses(x, witness(0, 1, 2, 1), "rank", window(2, 2, 1, 0));
  }

  @Test
  void check_batchAxisOfOtherLength_isRefused() {
    int x = program.input(padded(3, 4), 0, 1, new long[12]);
    ledgerRefuses(x, witness(0, 1, 4, 2), "axis 0", BATCH, window(2, 2, 1, 0));
  }
}
