package io.zkml.core.logup;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.logup.prover.GkrProver;
import io.zkml.core.parallel.Workers;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.transcript.ProverChannel;
import io.zkml.core.transcript.Transcript;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Layers of several chunks against the naive prover: padding, numerators that are constant over
 * long and short runs, and some that are not.
 */
class LargeGkrTest {

  private static final int VARIABLES = 12;

  /** Leaves whose numerators come in runs, padded with 0 / 1. */
  private static final class Run {
    final RandomElements random;
    final int count;
    final Ext3[] p = new Ext3[1 << VARIABLES];
    final Ext3[] q = new Ext3[1 << VARIABLES];

    Run(long seed, int count) {
      this.random = new RandomElements(seed);
      this.count = count;
      Arrays.fill(p, Ext3.ZERO);
      Arrays.fill(q, Ext3.ONE);
      int at = 0;
      while (at < count) {
        int end = Math.min(count, at + (1 << random.below(12)));
        int kind = random.below(4);
        for (; at < end; at++) {
          p[at] = kind == 3 ? Ext3.of(random.element()) : Ext3.ofSigned(kind - 1);
          q[at] = random.ext();
        }
      }
    }

    GkrProver.Result prove(FieldKernels kernels, int threads) {
      ProverChannel channel = new ProverChannel(Transcript.start("large"));
      try (Workers workers = Workers.of(threads)) {
        return new GkrProver(kernels, workers).prove(channel, LeafTables.of(p, q, count));
      }
    }
  }

  private static Run run(long seed) {
    int[] counts = {4096, 4095, 2048, 2049, 2560, 3000, 1024, 700, 1, 3584};
    return new Run(seed, counts[(int) seed % counts.length]);
  }

  @Test
  void prove_runsOfEqualNumerators_equalsTheNaiveProver() {
    for (long seed = 0; seed < 20; seed++) {
      Run run = run(seed);
      GkrProver.Result fast = run.prove(Kernels.scalar(), 1);
      NaiveGkr naive = new NaiveGkr(new ProverChannel(Transcript.start("large")));
      naive.run(run.p, run.q);
      assertThat(fast.root()).as("%s", run.random).isEqualTo(naive.rootMessage());
      assertThat(fast.layers()).as("%s", run.random).isEqualTo(naive.layers());
    }
  }

  @Test
  void prove_anyNumberOfThreads_sendsTheSame() {
    for (long seed = 0; seed < 10; seed++) {
      Run run = run(seed);
      assertThat(run.prove(Kernels.scalar(), 3)).isEqualTo(run.prove(Kernels.scalar(), 1));
    }
  }

  @Test
  @Tag("vector")
  void prove_vectorKernels_sendsTheSame() {
    for (long seed = 0; seed < 10; seed++) {
      Run run = run(seed);
      assertThat(run.prove(Kernels.vector(), 1)).isEqualTo(run.prove(Kernels.scalar(), 1));
    }
  }
}
