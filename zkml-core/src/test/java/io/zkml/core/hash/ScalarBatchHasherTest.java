package io.zkml.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScalarBatchHasherTest extends BatchHasherContract {

  @Override
  BatchHasher hasher() {
    return BatchHasher.scalar();
  }

  @Test
  void vector_moduleAbsent_saysHowToGetIt() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      assertThat(BatchHasher.vector()).isNotNull();
    } else {
      assertThatThrownBy(BatchHasher::vector)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("--add-modules");
    }
  }

  @Test
  void auto_beforeAndAfterSwitching_sameDigests() {
    long[] children = new long[8 * 50];
    Arrays.setAll(children, i -> 31L * i);
    long[] expected = new long[4 * 50];
    hasher().hashLevel(children, 0, expected, 0, 50);
    BatchHasher auto = BatchHasher.auto();
    long[] parents = new long[4 * 50];
    for (int i = 0; i < 5_000; i++) {
      auto.hashLevel(children, 0, parents, 0, 50);
      assertThat(parents).isEqualTo(expected);
    }
  }
}
