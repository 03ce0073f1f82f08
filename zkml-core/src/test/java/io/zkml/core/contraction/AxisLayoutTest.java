package io.zkml.core.contraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisLayoutTest {

  @Test
  void split_knownLengths_givesThesePieces() {
    assertThat(AxisLayout.split(1).pieceLogs()).containsExactly(0);
    assertThat(AxisLayout.split(384).pieceLogs()).containsExactly(8, 7);
    assertThat(AxisLayout.split(1000).pieceLogs()).containsExactly(10);
    assertThat(AxisLayout.split(10).pieceLogs()).containsExactly(3, 1);
  }

  @Test
  void split_everyLength_coversItWithLittlePadding() {
    for (int length = 1; length <= 3000; length++) {
      AxisLayout axis = AxisLayout.split(length);
      int stored = axis.offset(axis.pieces());
      assertThat(stored).as("%d", length).isGreaterThanOrEqualTo(length);
      assertThat((stored - length) * 8).as("%d", length).isLessThanOrEqualTo(length);
      int real = 0;
      for (int k = 0; k < axis.pieces(); k++) {
        assertThat(axis.realLength(k)).isPositive();
        assertThat(axis.offset(k)).isEqualTo(real);
        real += axis.realLength(k);
        assertThat(axis.offset(k) % (1 << axis.pieceLogs().get(k))).isZero();
      }
      assertThat(real).isEqualTo(length);
    }
  }

  @Test
  void padded_everyLength_isTheNextPowerOfTwo() {
    for (int length = 1; length <= 1025; length++) {
      AxisLayout axis = AxisLayout.padded(length);
      assertThat(axis.pieces()).isEqualTo(1);
      int size = axis.offset(1);
      assertThat(size >= length && size < 2 * length).as("%d", length).isTrue();
      assertThat(axis.realLength(0)).isEqualTo(length);
    }
    assertThat(AxisLayout.padded(AxisLayout.MAX_LENGTH).pieceLogs()).containsExactly(26);
  }

  @Test
  void constructor_piecesThatDoNotFit_throws() {
    refuse(0, List.of(0));
    refuse(-1, List.of(0));
    refuse(5, List.of());
    refuse(5, List.of(2));
    refuse(5, List.of(3, 0));
    refuse(5, List.of(2, 0, 0));
    refuse(5, List.of(0, 2));
    refuse(5, List.of(-1));
    refuse(5, List.of(31));
    refuse(5, List.of(32));
    refuse(AxisLayout.MAX_LENGTH + 1, List.of(27));
  }

  private static void refuse(int length, List<Integer> logs) {
    assertThatThrownBy(() -> new AxisLayout(length, logs))
        .as("%d, %s", length, logs)
        .isInstanceOf(IllegalArgumentException.class);
  }
}
