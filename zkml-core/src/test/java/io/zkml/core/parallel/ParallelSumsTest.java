package io.zkml.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.poly.RandomElements;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelSumsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 4095, 4096, 4097, 20_000})
  void sum_anyLengthAndThreads_isTheSum(int n) {
    RandomElements random = new RandomElements(n);
    Ext3[] values = random.point(n).toArray(new Ext3[0]);
    Ext3 expected = Ext3.ZERO;
    Ext3 doubled = Ext3.ZERO;
    for (Ext3 v : values) {
      expected = expected.add(v);
      doubled = doubled.add(v).add(v);
    }
    for (int threads : new int[] {1, 2, 7}) {
      try (Workers workers = Workers.of(threads)) {
        Ext3[] sums =
            ParallelSums.sum(
                workers,
                n,
                3,
                (from, to, s) -> {
                  for (int i = from; i < to; i++) {
                    s[0] = s[0].add(values[i]);
                    s[2] = s[2].add(values[i]).add(values[i]);
                  }
                });
        assertThat(sums)
            .as("%s, %d threads", random, threads)
            .containsExactly(expected, Ext3.ZERO, doubled);
      }
    }
  }
}
