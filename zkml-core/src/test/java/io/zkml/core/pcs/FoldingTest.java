package io.zkml.core.pcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void oracleVariables_anyArities_countDownToTheClearMessage() {
    Folding folding = new Folding(16, 1, List.of(3, 3, 2));
    assertThat(List.of(0, 1, 2)).map(folding::oracleVariables).containsExactly(15, 12, 9);
    assertThat(folding.logClear()).isEqualTo(7);
    assertThat(folding.encode()).containsExactly(16, 1, 3, 3, 3, 2);
  }

  @Test
  void constructor_impossibleArities_fail() {
    refused(9, 0, List.of());
    refused(9, 7, List.of());
    refused(9, 1, List.of(0));
    refused(12, 1, List.of(7));
    refused(2, 3, List.of());
    refused(9, 4, List.of(3, 3));
    refused(10, 1, List.of());
  }

  private static void refused(int logHeight, int arity, List<Integer> oracles) {
    assertThatThrownBy(() -> new Folding(logHeight, arity, oracles))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
