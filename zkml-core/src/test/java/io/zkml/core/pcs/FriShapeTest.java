package io.zkml.core.pcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FriShapeTest {

  private static FriShape shape(int h, int a, int... logColumns) {
    List<CommittedColumns> sizes =
        java.util.Arrays.stream(logColumns).mapToObj(w -> new CommittedColumns(w, 1 << w)).toList();
    return new FriShape(Folding.uniform(h, a), 3, sizes);
  }

  @Test
  void firstColumns_severalCommitments_largestFirstTiesInOrder() {
    FriShape s = shape(9, 2, 1, 3, 0, 3, 1);
    assertThat(s.firstColumns()).containsExactly(16, 0, 20, 8, 18);
    assertThat(s.logColumns()).isEqualTo(5);
  }

  @Test
  void oracles_lastArity_endsAtTwoToEight() {
    FriShape s = shape(18, 3, 2);
    assertThat(s.oracleArities()).containsExactly(3, 3, 1);
    assertThat(s.oracleVariables(0)).isEqualTo(15);
    assertThat(s.oracleVariables(2)).isEqualTo(9);
    assertThat(s.oracleLeafBits(2)).isEqualTo(11);
    assertThat(s.logClear()).isEqualTo(8);
    assertThat(s.leafRounds() + 7 + s.logClear()).isEqualTo(s.rounds());
  }

  @Test
  void oracles_shortColumns_noneAndShortClear() {
    FriShape s = shape(10, 4, 0);
    assertThat(s.oracleArities()).isEmpty();
    assertThat(s.logClear()).isEqualTo(6);
    assertThat(shape(4, 4, 0).logClear()).isZero();
  }

  @Test
  void constructor_impossibleSizes_fail() {
    assertThatThrownBy(() -> shape(2, 3, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape(30, 3, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape(29, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape(9, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape(9, 1, 24, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CommittedColumns(2, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
