package io.zkml.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuresTest {

  @Test
  void median_ofOddAndEvenLists_isTheMiddle() {
    assertThat(Median.of(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Median.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
  }

  @Test
  void cosine_ofVectors_isThatOfTheirAngle() {
    assertThat(Accuracy.cosine(new double[] {1, 0}, new double[] {2, 2}))
        .isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(Accuracy.cosine(new double[] {1, 0}, new double[] {0, 0})).isZero();
    assertThat(Accuracy.cosine(new double[] {0}, new double[] {0})).isEqualTo(1);
  }

  @Test
  void inputFiles_writtenInput_isReadAgain(@TempDir Path folder) throws Exception {
    FloatTensor input = FloatTensor.vector(0.1, -2, 1e300);
    InputFiles.write(folder, 3, input);

    assertThat(InputFiles.read(folder, 3)).isEqualTo(input);
  }

  @Test
  void facts_savedFacts_areLoadedAgain(@TempDir Path folder) throws Exception {
    assertThat(Facts.load(folder).has("a")).isFalse();
    new Facts().put("a", 1.5).put("b", List.of(1, 2)).put("c", true).save(folder);

    Facts facts = Facts.load(folder);
    assertThat(facts.real("a")).isEqualTo(1.5);
    assertThat(facts.integers("b")).containsExactly(1, 2);
    assertThat(facts.truth("c")).isTrue();
  }
}
